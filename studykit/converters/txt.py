"""Plain text, a paragraph a line, each turn under its speaker and time.

    Title: On bread
    Speakers: Ana Ruiz, Ben Okri

    Ana Ruiz 00:01:12
    The forgetting curve falls fast.

It has no place for ends, for times inside a paragraph, for chapters, and for the title where nobody is named.
"""

from collections.abc import Iterator

from studykit.contracts import Converter
from studykit.converters._clocks import short
from studykit.converters._speech import Paragraph, paragraphs, voices
from studykit.model import Episode, Transcript, Turn
from studykit.text import squeeze


def render(transcript: Transcript) -> bytes:
    """Return the transcript as UTF-8."""
    names = voices(transcript)
    # Where nobody is named, nothing tells a reader that these lines are not said.
    blocks = [_top(transcript.episode, tuple(dict.fromkeys(names)))] if any(names) else []
    for turn, voice in zip(transcript.turns, names, strict=True):
        blocks.extend(_turn(turn, voice))
    return "\n\n".join(blocks).encode() + b"\n"


def _top(episode: Episode, names: tuple[str, ...]) -> str:
    told = {
        "Title": episode.title,
        "Show": episode.show,
        "Date": str(episode.published or ""),
        "Speakers": ", ".join(names),
    }
    return "\n".join(f"{name}: {squeeze(value)}" for name, value in told.items() if value)


def _turn(turn: Turn, voice: str) -> Iterator[str]:
    first, *others = paragraphs(turn, frozenset())
    if not voice:
        yield _stamped(first)
    elif first.start_ms is None:
        yield f"{voice}: {first.text}"
    else:
        yield f"{voice} {short(first.start_ms)}\n{first.text}"
    yield from map(_stamped, others)


def _stamped(paragraph: Paragraph) -> str:
    start_ms = paragraph.start_ms
    return paragraph.text if start_ms is None else f"[{short(start_ms)}] {paragraph.text}"


CONVERTER = Converter(extension="txt", render=render)
