"""Fits which parts of long sentences can stand for them.

python -m training.cuts CORPUS [--save]

Prints how well good cuts are told from others in shows that the weights have not seen. ``cuts.json``
(``training.grades``) holds the grades of readers who saw the sentence, the one before it and what would be
printed: good (whole, true to the speaker, holds the main claim), fair (whole and true, but the weightier
claim is left out) or bad (torn, or misleading).
"""

from collections.abc import Iterator
from pathlib import Path

from studykit.analysis.cuts import SentenceCutter
from studykit.analysis.forms import MOST_PART_WORDS
from studykit.analysis.ranker import NEUTRAL
from studykit.engines.offline import OfflineEngine
from training.grades import Graded, Judge, fit_and_tell, talks
from training.marked import signature

FILE = Path(__file__).parent / "cuts.json"
JUDGE = Judge(fair=0.5, ridge=100.0, least_shown=12)


def graded(corpus: Path) -> Iterator[Graded]:
    """Yield the graded cuts of the talks in ``corpus`` that the program still makes of its sentences.

    Raises LookupError where a talk there is another one.
    """
    for show, reading, wanted in talks(FILE, corpus):
        engine = OfflineEngine(reading)
        cutter = SentenceCutter(reading, engine.scorer, NEUTRAL)
        for order in dict.fromkeys(order for order, _ in wanted):
            sentence = reading.sentences[order]
            whole = engine.forms.whole(sentence)
            for cut in cutter.find(whole, most=MOST_PART_WORDS):
                if grade := wanted.get((order, signature(cut.text, words=None))):
                    yield Graded(show, cutter.features(sentence, whole, cut), grade)


if __name__ == "__main__":
    fit_and_tell(__doc__, FILE, JUDGE, graded)
