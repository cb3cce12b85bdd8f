"""What else may be asked: the episode's own questions, and its terms."""

from collections.abc import Iterator, Sequence

from studykit.asking._windows import Speech
from studykit.model import Question

MOST, MOST_DEFINITIONS = 5, 3


def suggestions(speeches: Sequence[Speech]) -> tuple[str, ...]:
    """Return questions that the episodes answer: first those that are asked in them, one of a chapter."""
    asked = sorted(_asked(speeches), key=lambda question: -question.importance)
    own = [question.question for question in asked]
    rest = list(_definitions(speeches))[: max(MOST_DEFINITIONS, MOST - len(own))]
    return tuple(dict.fromkeys((*own[: MOST - len(rest)], *rest)))[:MOST]


def _asked(speeches: Sequence[Speech]) -> Iterator[Question]:
    for speech in speeches:
        for chapter in speech.document.chapters:
            own = (question for question in chapter.questions if question.asked)
            yield from sorted(own, key=lambda question: -question.importance)[:1]


def _definitions(speeches: Sequence[Speech]) -> Iterator[str]:
    """Yield what the terms are, the weightiest first; those that the episodes only use come last."""
    terms = [
        ((term.definition is None, -term.importance), term.term, speech.reading.lexicon.wording)
        for speech in speeches
        for term in speech.document.glossary
        if term.kind in {"concept", "acronym"}
    ]
    for _, term, wording in sorted(terms, key=lambda each: each[0]):
        yield wording.define(term, None)
