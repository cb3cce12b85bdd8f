"""Fits which uses of a term explain it.

python -m training.explanations LABELS TRANSCRIPTS CORPUS [--save]

Prints how often an explaining passage is quoted by the first one, two and three places that are found for a
labelled term, each show with the weights of the others. CORPUS holds the marked episodes.
"""

from collections.abc import Sequence
from functools import partial
from statistics import fmean

from studykit.analysis.candidates import collect
from studykit.analysis.explaining import MOST_USES, Explaining, form_of
from studykit.analysis.points import PointScorer
from studykit.analysis.ranker import Ranker
from studykit.analysis.terms import FoundTerm, chosen, phrase_groups
from training.arguments import arguments_of
from training.labelled import Labelled, episodes, plain, stands_in
from training.logistic import Sample, fit, save, unseen
from training.marked import marked

RIDGE = 30.0
MOST = 3


def main() -> None:
    """Fit, tell how well that does, and save where asked to."""
    arguments = arguments_of(__doc__)
    samples = [
        sample for each in episodes(arguments.labels, arguments.transcripts) for sample in samples_of(each)
    ]
    further = [sample for each in marked(arguments.corpus) for sample in samples_of(each)]
    for most in range(1, MOST + 1):
        shares = unseen(samples, further, RIDGE, partial(_is_quoted, samples, most))
        print(f"explained by the first {most} of its places, shows not seen: {fmean(shares):.3f}")
    best = fmean(float(any(sample.right)) for sample in samples)
    print(f"by any of them: {best:.3f} of {len(samples)} terms")
    if arguments.save:
        print(save(fit([*samples, *further], RIDGE), "explanations"))


def samples_of(labelled: Labelled) -> list[Sample]:
    """Return a sample for each labelled term that is explained and that the program finds at all."""
    reading = labelled.reading
    groups = phrase_groups(collect(reading), reading)
    terms = {
        form: term for group in groups for term in chosen([(0.0, group)], reading) for form in _names(term)
    }
    explaining = Explaining(reading, PointScorer(reading, frozenset()))
    found = []
    for label in labelled.terms:
        known = [terms[form] for form in sorted(label.forms) if form in terms]
        if known and label.explained_by:
            term = max(known, key=lambda term: (len(term.sentences), term.key))
            found.append(_sample(labelled, term, label.explained_by, explaining))
    return found


def _names(term: FoundTerm) -> set[str]:
    return {plain(form) for form in (term.name, *term.aliases)}


def _sample(labelled: Labelled, term: FoundTerm, fragments: Sequence[str], explaining: Explaining) -> Sample:
    form = form_of(term)
    uses = range(len(term.sentences[:MOST_USES]))
    right = [
        any(stands_in(fragment, explaining.quoted(term, index)) for fragment in fragments) for index in uses
    ]
    features = [explaining.features(term, index, form) for index in uses]
    return Sample(labelled.show, features, right, [len(uses) ** -0.5] * len(uses))


def _is_quoted(samples: list[Sample], most: int, index: int, model: Ranker) -> float:
    sample = samples[index]
    rated = sorted(range(len(sample.right)), key=lambda use: -model.odds(sample.features[use]))
    return float(any(sample.right[use] for use in rated[:most]))


if __name__ == "__main__":
    main()
