"""What a recogniser of speech must be, and what it gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from studykit.recordings import Samples


@dataclass(frozen=True)
class Word:
    """A word with the space before it, as the recogniser writes it; times are milliseconds."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class Segment:
    """A piece of speech, a sentence or so; ``words`` may be empty. Times are milliseconds."""

    text: str
    start_ms: int
    end_ms: int
    words: tuple[Word, ...] = ()

    def later(self, ms: int) -> "Segment":
        """Return the same, said ``ms`` milliseconds later."""
        words = tuple(Word(word.text, word.start_ms + ms, word.end_ms + ms) for word in self.words)
        return Segment(self.text, self.start_ms + ms, self.end_ms + ms, words)


@dataclass(frozen=True)
class Heard:
    """What was said in a stretch of sound: the code of its language, and the segments as they are found."""

    language: str
    segments: Iterable[Segment]


class Recogniser(Protocol):
    """Recognises the speech in a stretch of sound."""

    def hear(self, samples: Samples, language: str | None) -> Heard | None:
        """Return what is said in ``samples``, None where nobody speaks; times count from their beginning.

        ``language`` is a code such as ``en``, None to find it out. Raises EngineError, also while the
        segments are asked for.
        """
        ...
