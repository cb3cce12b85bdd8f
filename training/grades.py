"""What readers said of texts that the program made of talks: good, fair or bad.

A file of grades holds no word of the talks: it tells sentences, and what is made of them, by signature
(``training.marked``), by show and talk, a line each: ``number:signature text grades``; ``text`` is the
signature of the whole text. The readers were language models, each asked anew and told nothing of the
program.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studykit.analysis.episode import Reading
from studykit.analysis.ranker import Features, Ranker
from training.arguments import corpus_of
from training.logistic import Sample, area, by_fold, fit, save
from training.marked import find, read_talk, signature

Wanted = Mapping[tuple[int, str], str]
"""Grades by a sentence's order and the signature of a text."""


@dataclass(frozen=True)
class Graded:
    """A text with what it shows, and its ``grade``: g, f or b.

    ``card`` is another one where the text was graded as the back of a card too: k, e or d (keep, edit, drop).
    """

    show: str
    features: Features
    grade: str
    card: str = ""


@dataclass(frozen=True)
class Judge:
    """How a model is fitted to grades: ``fair`` is the share of a good one that a fair one counts as.

    ``ridge`` holds the weights down; what fewer than ``least_shown`` texts show is not weighed.
    """

    fair: float
    ridge: float
    least_shown: int = 1

    def fitted(self, held: Sequence[Graded]) -> Ranker:
        """Return the model fitted to ``held``."""
        shown = Counter(name for each in held for name, value in each.features.items() if value)
        weighed = {name for name, count in shown.items() if count >= self.least_shown}
        return fit([self._sample(each, weighed) for each in held], self.ridge)

    def report(self, held: Sequence[Graded]) -> Iterator[str]:
        """Yield lines that tell how well grades are foreseen in shows that the weights have not seen."""
        odds = by_fold(held, self.fitted, lambda ranker, each: ranker.odds(each.features))
        yield f"area under the curve, good: {area(odds, [each.grade == 'g' for each in held]):.3f}"
        yield f"area under the curve, good or fair: {area(odds, [each.grade != 'b' for each in held]):.3f}"
        if any(each.card for each in held):
            kept = [each.card == "k" for each in held]
            yield f"area under the curve, kept as cards: {area(odds, kept):.3f}"
        for least in (-1.0, -0.5, 0.0, 0.5, 1.0):
            found = Counter(each.grade for value, each in zip(odds, held, strict=True) if value >= least)
            shares = ", ".join(f"{grade} {found[grade] / max(1, found.total()):.2f}" for grade in "gfb")
            yield f"odds of {least} or more: {found.total()}, of them {shares}"

    def _sample(self, each: Graded, weighed: set[str]) -> Sample:
        shares = {
            "g": [(True, 1.0)],
            "f": [(True, self.fair), (False, 1 - self.fair)],
            "b": [(False, 1.0)],
        }
        right, weights = zip(*shares[each.grade], strict=True)
        features = {name: value for name, value in each.features.items() if name in weighed}
        return Sample(each.show, [features] * len(right), right, weights)


def talks(file: Path, corpus: Path) -> Iterator[tuple[str, Reading, Wanted]]:
    """Yield the show, the reading and the grades of each talk in ``corpus`` that ``file`` tells of.

    Raises LookupError where a talk there is another one.
    """
    for show, named in _held(file).items():
        for name, lines in named.items():
            reading = read_talk(corpus / name)
            signatures = [signature(sentence.text) for sentence in reading.sentences]
            wanted = {}
            for line in lines:
                mark, text, grades = line.split()
                wanted[find(mark, signatures, name), text] = grades
            yield show, reading, wanted


def fit_and_tell(
    description: str | None, file: Path, judge: Judge, graded: Callable[[Path], Iterator[Graded]]
) -> None:
    """Fit the weights named as ``file`` is, print how well that does, and save them where asked to.

    ``graded`` yields what of the talks in the folder that the command line names has a grade.
    """
    corpus, is_saved = corpus_of(description)
    held = list(graded(corpus))
    known = sum(len(lines) for named in _held(file).values() for lines in named.values())
    print(f"{len(held)} of {known} graded texts are made as they were")
    print(*judge.report(held), sep="\n")
    if is_saved:
        print(save(judge.fitted(held), file.stem))


def _held(file: Path) -> dict[str, dict[str, list[str]]]:
    held: dict[str, dict[str, list[str]]] = json.loads(file.read_text(encoding="utf-8"))
    return held
