"""Reads Markdown as the programs do that show it: CommonMark with GitHub's tables and strikethrough."""

from markdown_it import MarkdownIt

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown(markdown):
    """The words that a reader sees, without the blanks between them."""
    parts = [part for token in PARSER.parse(markdown) if token.children for part in token.children]
    assert {part.type for part in parts} <= {"text", "text_special", "hardbreak"}
    return squashed(" ".join(part.content for part in parts))


def squashed(text):
    return "".join(text.split())
