"""Fits which statements make good cards, and which words of them to hide.

python -m training.cards CORPUS [--save]

Prints how well kept statements are told from others, and dropped ones (areas under the ROC curve), and how
often the words hidden are those that a reader chose, in shows that the weights have not seen. CORPUS holds
the marked episodes, whose statements were judged. The odds of points and terms among the features are those
of the weights as they are, which have seen the shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from studykit.analysis.clozes import HoleFinder
from studykit.analysis.ranker import NEUTRAL, Features, Ranker
from studykit.analysis.worth import StatementWorth
from studykit.engines.offline import OfflineEngine
from studykit.text import nested
from training.arguments import corpus_of
from training.judged import Judged, count, judged
from training.labelled import Labelled, plain
from training.logistic import Choice, Sample, area, by_fold, fit, fit_choice, save
from training.marked import marked

RIDGE, RIDGE_OF_HOLES = 200.0, 10.0
EDITED = 0.4
"""A statement that wants an edit counts as so much of a good one."""
SECOND = 0.5
"""The words that a reader would hide second count so much."""


@dataclass(frozen=True)
class Read:
    """A judged statement with what it shows, and with what may be hidden in it."""

    show: str
    judged: Judged
    features: Features
    holes: Sequence[tuple[str, Features]]

    @property
    def sample(self) -> Sample:
        """What is learned of its worth."""
        shares = {
            "keep": [(True, 1.0)],
            "edit": [(True, EDITED), (False, 1 - EDITED)],
            "drop": [(False, 1.0)],
        }
        right, weights = zip(*shares[self.judged.grade], strict=True)
        return Sample(self.show, [self.features] * len(right), right, weights)

    @property
    def choice(self) -> Choice:
        """What is learned of its words; none of them were chosen where nobody would hide any."""
        worth = dict(zip(self.judged.hidden, (1.0, SECOND), strict=False))
        chosen = [worth.get(plain(hidden), 0.0) for hidden, _ in self.holes]
        return Choice([features for _, features in self.holes], chosen)


def main() -> None:
    """Fit, tell how well that does, and save where asked to."""
    corpus, is_saved = corpus_of(__doc__)
    held, known = [], 0
    for labelled in marked(corpus):
        known += count(labelled.name)
        held += read(labelled)
    print(f"{len(held)} of {known} judged statements are made as they were")
    odds = by_fold(held, _fitted_worth, lambda ranker, each: ranker.odds(each.features))
    for grade in ("keep", "drop"):
        signs = [each.judged.grade == grade for each in held]
        ordered = odds if grade == "keep" else [-value for value in odds]
        print(f"area under the curve, {grade}, shows not seen: {area(ordered, signs):.3f}")
    asked = _asked(held)
    picked = by_fold(asked, _fitted_holes, _picked)
    first = fmean(words == each.judged.hidden[0] for words, each in zip(picked, asked, strict=True))
    either = fmean(words in each.judged.hidden for words, each in zip(picked, asked, strict=True))
    print(f"the words that a reader would hide, shows not seen: {first:.3f}; first or second: {either:.3f}")
    if is_saved:
        for name, ranker in fitted(held).items():
            print(save(ranker, name))


def read(labelled: Labelled) -> list[Read]:
    """Return the judged statements of an episode with what they show; none where none were judged."""
    if not count(labelled.name):
        return []
    engine = OfflineEngine(labelled.reading)
    worth = StatementWorth(labelled.reading, engine.scorer, engine.known_terms, NEUTRAL)
    finder = HoleFinder(labelled.reading, engine.known_terms, NEUTRAL)
    return [
        Read(
            labelled.show,
            each,
            worth.features(each.sentence, each.statement),
            finder.features(nested(each.statement)),
        )
        for each in judged(labelled, engine)
    ]


def fitted(held: Sequence[Read]) -> dict[str, Ranker]:
    """Return the two models fitted to ``held``, by name."""
    return {"cards": _fitted_worth(held), "holes": _fitted_holes(_asked(held))}


def _fitted_worth(held: Sequence[Read]) -> Ranker:
    return fit([each.sample for each in held], RIDGE)


def _fitted_holes(held: Sequence[Read]) -> Ranker:
    return fit_choice([each.choice for each in held], RIDGE_OF_HOLES)


def _asked(held: Sequence[Read]) -> list[Read]:
    """Return those of which a reader would hide words that the program may hide."""
    return [each for each in held if any(each.choice.chosen)]


def _picked(ranker: Ranker, each: Read) -> str:
    return plain(max(each.holes, key=lambda hole: ranker.odds(hole[1]))[0])


if __name__ == "__main__":
    main()
