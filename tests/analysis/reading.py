"""Makes the reading of a small talk."""

from studykit.analysis.episode import Reading, read_episode
from studykit.analysis.points import PointScorer
from studykit.analysis.terms import FoundTerm, find_terms
from studykit.model import Transcript
from studykit.templates import Templates
from studykit.text import fold
from tests.talk import talk


def read(
    *said: str, language: str = "en", speakers: tuple[str, ...] = ("Nadia", "Tomás"), show: str = ""
) -> Reading:
    """A talk of one segment a turn."""
    return read_episode(talk(*said, language=language, speakers=speakers, show=show), Templates())


def read_transcript(transcript: Transcript) -> Reading:
    return read_episode(transcript, Templates())


def scorer_of(reading: Reading) -> PointScorer:
    return PointScorer(reading, frozenset())


def terms_of(reading: Reading, most: int = 50) -> dict[str, FoundTerm]:
    """The terms by name."""
    return {term.name: term for term in find_terms(reading, most=most)}


def term(name: str, reading: Reading, *aliases: str) -> FoundTerm:
    """A term that is said wherever one of its forms is."""
    forms = [fold(form) for form in (name, *aliases)]
    orders = tuple(s.order for s in reading.sentences if any(form in s.folded for form in forms))
    return FoundTerm(name.casefold(), name, aliases, "concept", orders, reading.lemmas(name), 1.0)
