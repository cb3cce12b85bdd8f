"""Fits which texts a reader calls good key passages.

python -m training.passages CORPUS [--save]

Prints how well good ones are told from others in shows that the weights have not seen. ``passages.json``
(``training.grades``) holds the grades of readers who saw the sentence that was said and what would be
printed: good (a whole, clear statement that a learner gains something from, true to the speaker), fair
(readable and true, but thin or vague) or bad (torn, misleading, not to be understood alone, or chatter). The
odds of points, terms and cuts among the features are those of the weights as they are, which have seen the
shows.
"""

import math
from collections.abc import Iterator
from pathlib import Path

from studykit.engines.offline import OfflineEngine
from training.grades import Graded, Judge, fit_and_tell, talks
from training.marked import signature

FILE = Path(__file__).parent / "passages.json"
JUDGE = Judge(fair=0.5, ridge=60.0)


def graded(corpus: Path) -> Iterator[Graded]:
    """Yield the graded passages of the talks in ``corpus`` that the program still makes of its sentences.

    Raises LookupError where a talk there is another one.
    """
    for show, reading, wanted in talks(FILE, corpus):
        engine = OfflineEngine(reading)
        for order in dict.fromkeys(order for order, _ in wanted):
            sentence = reading.sentences[order]
            for form in engine.forms.find(sentence, least_odds=-math.inf):
                if grade := wanted.get((order, signature(form.text, words=None))):
                    yield Graded(show, engine.passage_worth.features(sentence, form), grade)


if __name__ == "__main__":
    fit_and_tell(__doc__, FILE, JUDGE, graded)
