"""Fits how well words of the talk say what a term means.

python -m training.definitions CORPUS [--save]

Prints how well good and fair meanings are told from bad ones, and those that a reader would keep on a card
from others (areas under the ROC curve), in shows that the weights have not seen. ``definitions.json`` holds
no word of the talks in CORPUS: it tells sentences and meanings by signature (``training.marked``), with two
grades: as an entry of a glossary (good, fair, bad) and as the back of "What is …?" (keep, edit, drop). The
grades are those of a language model that saw the term and the meaning alone, as a reader of a glossary does.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studykit.analysis.definitions import DefinitionFinder
from studykit.analysis.episode import Reading
from studykit.analysis.ranker import NEUTRAL, Features, Ranker
from studykit.analysis.terms import find_terms
from studykit.engines.offline import OfflineEngine
from training.logistic import Sample, area, by_fold, fit, save
from training.marked import find, read_talk, signature

FILE = Path(__file__).parent / "definitions.json"
RIDGE = 60.0
FAIR = 0.6
"""A fair meaning counts as so much of a good one."""
MOST_TERMS = 140


@dataclass(frozen=True)
class Graded:
    """A meaning with what it shows, and its grades: ``entry`` g, f or b, ``card`` k, e or d."""

    show: str
    features: Features
    entry: str
    card: str

    @property
    def sample(self) -> Sample:
        """What is learned of it."""
        shares = {"g": [(True, 1.0)], "f": [(True, FAIR), (False, 1 - FAIR)], "b": [(False, 1.0)]}
        right, weights = zip(*shares[self.entry], strict=True)
        return Sample(self.show, [self.features] * len(right), right, weights)


def main() -> None:
    """Fit, tell how well that does, and save where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path, help="the folder that holds the talks")
    parser.add_argument("--save", action="store_true", help="write the weights where the program reads them")
    arguments = parser.parse_args()
    held = list(graded(arguments.corpus))
    known = sum(len(lines) for talks in _lines().values() for lines in talks.values())
    print(f"{len(held)} of {known} graded meanings are made as they were")
    odds = by_fold(held, fitted, lambda ranker, each: ranker.odds(each.features))
    print(f"area under the curve, good or fair: {area(odds, [each.entry != 'b' for each in held]):.3f}")
    print(f"area under the curve, kept as cards: {area(odds, [each.card == 'k' for each in held]):.3f}")
    if arguments.save:
        print(save(fitted(held), "definitions"))


def graded(corpus: Path) -> Iterator[Graded]:
    """Yield the graded meanings of the talks in ``corpus`` that the program still makes of its sentences.

    ``LookupError`` where a talk there is another one.
    """
    for show, talks in _lines().items():
        for name, lines in talks.items():
            yield from _of_talk(show, name, read_talk(corpus / name), lines)


def fitted(held: Sequence[Graded]) -> Ranker:
    """Return the model fitted to ``held``."""
    return fit([each.sample for each in held], RIDGE)


def _lines() -> dict[str, dict[str, list[str]]]:
    """Return the lines by show and talk: ``number:signature whole grades``.

    ``whole`` is the signature of the meaning.
    """
    held: dict[str, dict[str, list[str]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return held


def _of_talk(show: str, name: str, reading: Reading, lines: Sequence[str]) -> Iterator[Graded]:
    signatures = [signature(sentence.text) for sentence in reading.sentences]
    wanted: dict[tuple[int, str], str] = {}
    for line in lines:
        mark, whole, grades = line.split()
        wanted[find(mark, signatures, name), whole] = grades
    finder = DefinitionFinder(reading, OfflineEngine(reading).scorer, NEUTRAL)
    for term in find_terms(reading, most=MOST_TERMS):
        for found in finder.find(term):
            key = (found.sentences[0].order, signature(found.meaning, words=None))
            if grades := wanted.pop(key, ""):
                yield Graded(show, finder.features(term, found), grades[0], grades[1])


if __name__ == "__main__":
    main()
