"""Judged statements: which of an episode a strict reader would keep as a cloze card, and what he would hide.

``judgements.json`` holds no sentence, as ``marks.json``: it tells them by number and signature, and the
hidden words by their places. The judgements were made by a language model that read each statement alone, as
a card is read.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studykit.analysis.statements import MOST_WORDS
from studykit.engines.offline import OfflineEngine
from studykit.language.sentences import Sentence
from training.labelled import Labelled, plain
from training.marked import find, signature

FILE = Path(__file__).parent / "judgements.json"

Grade = Literal["keep", "edit", "drop"]
_GRADES: dict[str, Grade] = {"k": "keep", "e": "edit", "d": "drop"}


@dataclass(frozen=True)
class Judged:
    """A statement with its grade and the words to hide in it, the best first, in plain words."""

    sentence: Sentence
    statement: str
    grade: Grade
    hidden: tuple[str, ...]


def judged(labelled: Labelled, engine: OfflineEngine) -> Iterator[Judged]:
    """Yield the judged statements of an episode that the program still makes of its sentences.

    A line is ``number:signature whole grade places ...``: ``whole`` is the signature of the statement, and
    places are "2-4" for the third and the fourth word.
    """
    sentences = labelled.reading.sentences
    signatures = [signature(sentence.text) for sentence in sentences]
    for line in _lines().get(labelled.name, ()):
        mark, whole, grade, *places = line.split()
        sentence = sentences[find(mark, signatures, labelled.name)]
        forms = (form.text for form in engine.forms.find(sentence, longest=MOST_WORDS, least_odds=-math.inf))
        statement = next((form for form in forms if signature(form, words=None) == whole), None)
        if statement is not None:
            hidden = tuple(_words_at(place, statement) for place in places)
            yield Judged(sentence, statement, _GRADES[grade], hidden)


def count(name: str) -> int:
    """Return how many statements of the episode ``name`` were judged."""
    return len(_lines().get(name, ()))


def _lines() -> dict[str, list[str]]:
    held: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return held


def _words_at(place: str, statement: str) -> str:
    first, last = map(int, place.split("-"))
    return " ".join(plain(statement).split()[first : last + 1])
