"""Marked episodes: which sentences of further talks state a point, which are their terms, what explains them.

``marks.json`` holds no sentence: it tells them by number and by a signature of their first words, so that
they are found again in a corpus whose files have the paths that it names. The marks were made by a language
model that was shown two labelled episodes; they teach the rankers, and nothing is measured on them.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from evals.chaptered import transcript_of
from studykit.analysis.episode import Reading, read_episode
from studykit.builder.tidy import tidy
from studykit.contracts import Source
from studykit.model import Transcript
from studykit.options import Options
from studykit.templates import Templates
from studykit.transcripts import read
from training.labelled import Labelled, Term, forms_of, plain

FILE = Path(__file__).parent / "marks.json"
SIGNED_WORDS, DIGITS = 6, 3
LEAST_EXPLAINING_WORDS = 6
"""A shorter sentence is found in others."""
_NOISE = re.compile(r"\{\w+\}")
"""Noises in transcripts of meetings, which are no words."""


def marked(corpus: Path) -> Iterator[Labelled]:
    """Yield the marked episodes of ``corpus``; ``LookupError`` where a transcript there is another one."""
    for held in json.loads(FILE.read_text(encoding="utf-8")):
        reading = _reading(corpus / held["episode"], held["last"])
        signatures = [signature(sentence.text) for sentence in reading.sentences]
        points = [set[tuple[int, int]]() for _ in signatures]
        for place, point in enumerate(held["points"]):
            for mark in point.split():
                points[find(mark, signatures, held["episode"])].add((0, place))
        terms = []
        for term in held["terms"]:
            marks = term.get("explained", "").split()
            orders = [find(mark, signatures, held["episode"]) for mark in marks]
            texts = (reading.sentences[order].text for order in orders)
            fragments = tuple(text for text in texts if len(plain(text).split()) >= LEAST_EXPLAINING_WORDS)
            terms.append(Term(forms_of(term["name"], term.get("forms", [])), fragments))
        yield Labelled(held["episode"], held["show"], reading, tuple(map(frozenset, points)), tuple(terms))


def signature(text: str, words: int | None = SIGNED_WORDS) -> str:
    """Return what tells a sentence from others nearby: a hash of its first ``words``, or of all of them."""
    first = plain(_NOISE.sub("", text)).split()[:words]
    return hashlib.sha256(" ".join(first).encode()).hexdigest()[:DIGITS]


def find(mark: str, signatures: list[str], episode: str) -> int:
    """Return the order of the sentence with the signature of ``mark`` that is nearest to its number.

    Raises LookupError where no sentence has it.
    """
    number, signed = mark.split(":")
    places = [order for order, each in enumerate(signatures) if each == signed]
    if not places:
        raise LookupError(f"{episode} has no sentence {mark}: it is not the file that was marked")
    return min(places, key=lambda order: abs(order - int(number)))


def _reading(path: Path, last: str) -> Reading:
    """Return the talk in the file ``path`` up to the sentence ``last``, where the marks end."""
    transcript = _transcript(path)
    whole = _read(transcript)
    end = find(last, [signature(sentence.text) for sentence in whole.sentences], str(path))
    turns = transcript.turns[: whole.sentences[end].turn + 1]
    if len(turns) == len(transcript.turns):
        return whole
    return _read(transcript.model_copy(update={"turns": turns}))


def read_talk(path: Path) -> Reading:
    """Return all of the talk in the file ``path``; raises what ``transcripts.read`` raises."""
    return _read(_transcript(path))


def _read(transcript: Transcript) -> Reading:
    return read_episode(tidy(transcript, Templates()), Templates())


def _transcript(path: Path) -> Transcript:
    if path.parent.parent.name == "chaptered":
        return transcript_of(path)
    return read(Source(path.name, path.read_bytes()), Options(), lambda *_: None)
