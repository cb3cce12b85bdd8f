"""Fits how well words of the talk say what a term means.

python -m training.definitions CORPUS [--save]

Prints how well good and fair meanings are told from bad ones, and those that a reader would keep on a card
from others, in shows that the weights have not seen. ``definitions.json`` (``training.grades``) holds two
grades: as an entry of a glossary (good, fair, bad) and as the back of "What is …?" (keep, edit, drop). The
reader saw the term and the meaning alone, as one of a glossary does.
"""

from collections.abc import Iterator
from pathlib import Path

from studykit.analysis.definitions import DefinitionFinder
from studykit.analysis.ranker import NEUTRAL
from studykit.analysis.terms import find_terms
from studykit.engines.offline import OfflineEngine
from training.grades import Graded, Judge, fit_and_tell, talks
from training.marked import signature

FILE = Path(__file__).parent / "definitions.json"
JUDGE = Judge(fair=0.6, ridge=60.0)
MOST_TERMS = 140


def graded(corpus: Path) -> Iterator[Graded]:
    """Yield the graded meanings of the talks in ``corpus`` that the program still makes of its sentences.

    Raises LookupError where a talk there is another one.
    """
    for show, reading, wanted in talks(FILE, corpus):
        finder = DefinitionFinder(reading, OfflineEngine(reading).scorer, NEUTRAL)
        left = dict(wanted)
        for term in find_terms(reading, most=MOST_TERMS):
            for found in finder.find(term):
                key = (found.sentences[0].order, signature(found.meaning, words=None))
                if grades := left.pop(key, ""):
                    yield Graded(show, finder.features(term, found), grades[0], grades[1])


if __name__ == "__main__":
    fit_and_tell(__doc__, FILE, JUDGE, graded)
