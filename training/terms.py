"""Fits what makes a phrase a term.

python -m training.terms LABELS TRANSCRIPTS CORPUS VECTORS [--save]

Prints the recall of the labelled terms among the first 30, each show with the weights of the others.
CORPUS holds the marked episodes, VECTORS is a file of ``training.vectors`` of words in English.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import fmean

from studykit.analysis.candidates import Candidate, collect
from studykit.analysis.ranker import NO_WORDS, Features, Ranker, WordRanker
from studykit.analysis.termhood import Termhood, vocabulary
from studykit.analysis.terms import chosen, phrase_groups
from studykit.language.frequency import zipf
from training import vectors
from training.arguments import arguments_of
from training.labelled import Gold, Labelled, episodes, plain
from training.logistic import Sample, Worded, fit, fit_words, rounded, save
from training.marked import marked
from training.vectors import Vectors

RIDGE, RIDGE_OF_VECTORS = 10.0, 5000.0
MARKED_WEIGHT = 0.5
"""What people labelled counts twice as much as what was marked."""
READ = 30
"""So many entries of a glossary count."""
MOST_WORDS, STEP = 8000, 0.1
"""So many words are weighed, and their weights rounded to this."""
LEAST_ZIPF = 1.5
"""A word said so seldom at large is of no use to most episodes."""
LANGUAGE = "en"
"""The language of the vectors."""


@dataclass(frozen=True)
class Read:
    """The phrases of an episode with what is measured of each, their words, and which are terms."""

    show: str
    language: str
    groups: Sequence[list[Candidate]]
    features: Sequence[Features]
    right: Sequence[bool]
    weights: Sequence[float]

    @property
    def sample(self) -> Sample:
        """What is learned from all that the phrases show, their words apart."""
        return Sample(self.show, self.features, self.right, self.weights)

    def worded(self, shown: Ranker) -> Worded:
        """Return what is learned from their words, given what else tells of them."""
        words = [vocabulary(group) for group in self.groups]
        shares = [{word: count / len(said) for word, count in Counter(said).items()} for said in words]
        return Worded(shares, self.right, self.weights, [shown.odds(each) for each in self.features])


@dataclass(frozen=True)
class Fitted:
    """What phrases show, and what their words add to it, by language."""

    shown: Ranker
    words: Mapping[str, WordRanker]

    def odds(self, episode: Read) -> list[float]:
        """Return the log odds of each phrase of ``episode``."""
        words = self.words.get(episode.language, NO_WORDS)
        return [
            self.shown.odds(features) + words.odds_of_phrase(vocabulary(group))
            for features, group in zip(episode.features, episode.groups, strict=True)
        ]

    @property
    def by_name(self) -> dict[str, Ranker | WordRanker]:
        """Both under the names of their files."""
        words = {f"terms-words-{language}": ranker for language, ranker in self.words.items()}
        return {"terms": self.shown, **words}


def main() -> None:
    """Fit, tell how well that does, and save where asked to."""
    arguments = arguments_of(__doc__, vectors=True)
    known = of_words(arguments.vectors)
    golden = list(episodes(arguments.labels, arguments.transcripts))
    gold = [read(each) for each in golden]
    held = [*gold, *(read(each) for each in marked(arguments.corpus))]
    by_show = {
        show: fitted([each for each in held if each.show != show], known)
        for show in sorted({each.show for each in gold})
    }
    recalls = [_recall(label, each, by_show[each.show]) for label, each in zip(golden, gold, strict=True)]
    for label, share in zip(golden, recalls, strict=True):
        print(f"{label.name[:44]:44} {share:.3f}")
    print(f"{'mean, shows not seen':44} {fmean(recalls):.3f}")
    model = fitted(held, known)
    seen = [_recall(label, each, model) for label, each in zip(golden, gold, strict=True)]
    print(f"{'mean, shows seen':44} {fmean(seen):.3f}")
    if arguments.save:
        for name, ranker in model.by_name.items():
            print(save(ranker, name))


def of_words(file: Path) -> Vectors:
    """Return the vectors in ``file`` as they are used here."""
    return vectors.read(file, RIDGE_OF_VECTORS)


def read(labelled: Labelled) -> Read:
    """Return what is measured of each phrase of an episode; people are marked in labels, not in marks."""
    reading = labelled.reading
    candidates = collect(reading)
    groups = phrase_groups(candidates, reading)
    termhood = Termhood(reading, candidates)
    wanted = {form for term in labelled.terms for form in term.forms}
    right = [bool(wanted & _forms(group)) for group in groups]
    features = [termhood.features(group) for group in groups]
    is_gold = isinstance(labelled, Gold)
    weights = [1.0 if is_gold else 0.0 if each["person"] else MARKED_WEIGHT for each in features]
    return Read(labelled.show, reading.language, groups, features, right, weights)


def fitted(held: Sequence[Read], known: Vectors) -> Fitted:
    """Return what is learned of ``held``, of the words that are ``known`` too."""
    shown = fit([each.sample for each in held], RIDGE)
    spoken = [each.worded(shown) for each in held if each.language == LANGUAGE]
    model = fit_words(spoken, (), 0.0, known)
    words = rounded(model, lambda word: zipf(word, LANGUAGE) - LEAST_ZIPF, count=MOST_WORDS, step=STEP)
    return Fitted(shown, {LANGUAGE: words})


def _forms(group: list[Candidate]) -> set[str]:
    return {plain(form) for candidate in group for form in (candidate.name, *candidate.forms)}


def _recall(labelled: Gold, episode: Read, model: Fitted) -> float:
    rated = zip(model.odds(episode), episode.groups, strict=True)
    terms = islice(chosen(rated, labelled.reading), READ)
    named = {plain(form) for term in terms for form in (term.name, *term.aliases)}
    return fmean(bool(term.forms & named) for term in labelled.terms)


if __name__ == "__main__":
    main()
