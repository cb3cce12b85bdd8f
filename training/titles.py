"""Fits which phrases name a chapter, to the titles that people gave to chapters.

python -m training.titles FOLDER ... [--save]

Each FOLDER has episodes as ``evals.chaptered`` reads them. A phrase is right that has most of its title's
content words and few others. Prints how well the likeliest phrase agrees with the title (ROUGE-1, F) in shows
that the weights never saw.
"""

import argparse
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from evals.chaptered import Chaptered, chaptered
from studykit.analysis.naming import Name, Namer
from studykit.analysis.ranker import Ranker
from studykit.language.sentences import Sentence
from training.logistic import Sample, fit, save, unseen

RIDGE = 30.0
RIGHT = 0.6
ROUNDED_MS = 1500
"""Published starts are rounded."""
LEAST_SENTENCES = 4
_FRAME = re.compile(
    r"sponsor|intro|outro|open(er|ing)|welcom|clos(ing|er)|goodbye|wrap|conclu|next up", re.IGNORECASE
)
"""Titles that tell a part of the show, not what it is about."""


@dataclass(frozen=True)
class Titled:
    """A chapter that people gave a title: the title's content lemmas, and the phrases that may name it."""

    show: str
    title: str
    lemmas: frozenset[str]
    names: list[Name]

    def agreement(self, lemmas: frozenset[str]) -> float:
        """Return ROUGE-1 (F) of ``lemmas``: the harmonic mean of both shares that agree."""
        return 2 * len(lemmas & self.lemmas) / (len(lemmas) + len(self.lemmas))


def main() -> None:
    """Fit, tell how well that does, and save where asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    found = [
        titled for folder in arguments.folders for episode in chaptered(folder) for titled in _titled(episode)
    ]
    samples = [_sample(titled) for titled in found]
    agreed = unseen(samples, (), RIDGE, partial(_agreement, found))
    print(f"{len(found)} titles, shows not seen: ROUGE-1 of the likeliest phrase {fmean(agreed):.3f}")
    best = fmean(max(titled.agreement(name.lemmas) for name in titled.names) for titled in found)
    print(f"of the best phrase there is: {best:.3f}")
    if arguments.save:
        print(save(fit(samples, RIDGE), "titles"))


def parts(episode: Chaptered) -> Iterator[tuple[str, Sequence[Sentence]]]:
    """Yield each chapter's title as people gave it, and the sentences that begin in the chapter."""
    sentences = episode.reading.sentences
    times = episode.times_ms(range(len(sentences)))
    starts = sorted(episode.titles)
    borders = [bisect_left(times, start - ROUNDED_MS) for start in starts]
    for start, (first, end) in zip(starts, pairwise([*borders, len(sentences)]), strict=True):
        yield episode.titles[start], sentences[first:end]


def _titled(episode: Chaptered) -> Iterator[Titled]:
    held = list(parts(episode))
    matter = [[sentence for sentence in sentences if not sentence.aside] for _, sentences in held]
    namer = Namer(matter, episode.reading)
    for number, (title, _) in enumerate(held):
        lemmas, names = episode.reading.lemmas(title), list(namer.names(number))
        if len(matter[number]) >= LEAST_SENTENCES and lemmas and names and not _FRAME.search(title):
            yield Titled(episode.show, title, lemmas, names)


def _sample(titled: Titled) -> Sample:
    right = [titled.agreement(name.lemmas) >= RIGHT for name in titled.names]
    return Sample(titled.show, [name.features for name in titled.names], right, [1.0] * len(right))


def _agreement(found: Sequence[Titled], index: int, ranker: Ranker) -> float:
    titled = found[index]
    best = max(titled.names, key=lambda name: ranker.odds(name.features))
    return titled.agreement(best.lemmas)


if __name__ == "__main__":
    main()
