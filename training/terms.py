"""Fits what makes a phrase a term.

python -m training.terms LABELS TRANSCRIPTS [--save]

Prints the recall of the labelled terms among the first 30, each show with the weights of the others.
"""

import argparse
from itertools import islice
from pathlib import Path
from statistics import fmean

from studykit.analysis.candidates import Candidate, collect
from studykit.analysis.ranker import Ranker
from studykit.analysis.termhood import Termhood
from studykit.analysis.terms import chosen, phrase_groups
from training.labelled import Labelled, episodes, forms_of, plain
from training.logistic import Sample, fit, save, unseen

RIDGE = 10.0
READ = 30
"""So many entries of a glossary count."""


def main() -> None:
    """Fit, tell how well that does, and save where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("transcripts", type=Path)
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    held = list(episodes(arguments.labels, arguments.transcripts))
    found = [_groups(each) for each in held]
    samples = [sample_of(each) for each in held]

    def recall(index: int, model: Ranker) -> float:
        return _recall(held[index], found[index], samples[index], model)

    by_show = unseen(samples, RIDGE, recall)
    for each, share in zip(held, by_show, strict=True):
        print(f"{each.name[:44]:44} {share:.3f}")
    print(f"{'mean, shows not seen':44} {fmean(by_show):.3f}")
    model = fit(samples, RIDGE)
    print(f"{'mean, shows seen':44} {fmean(recall(i, model) for i in range(len(held))):.3f}")
    if arguments.save:
        print(save(model, "terms"))


def _groups(labelled: Labelled) -> list[list[Candidate]]:
    return phrase_groups(collect(labelled.reading), labelled.reading)


def sample_of(labelled: Labelled) -> Sample:
    """Return what is measured of each phrase of an episode, and which are labelled terms."""
    groups = _groups(labelled)
    termhood = Termhood(labelled.reading, collect(labelled.reading))
    wanted = {form for name, term in labelled.label["terms"].items() for form in forms_of(name, term)}
    right = [bool(wanted & _forms(group)) for group in groups]
    features = [termhood.features(group) for group in groups]
    return Sample(labelled.show, features, right, [1.0] * len(groups))


def _forms(group: list[Candidate]) -> set[str]:
    return {plain(form) for candidate in group for form in (candidate.name, *candidate.forms)}


def _recall(labelled: Labelled, groups: list[list[Candidate]], sample: Sample, model: Ranker) -> float:
    odds = [model.odds(features) for features in sample.features]
    terms = islice(chosen(zip(odds, groups, strict=True), labelled.reading), READ)
    named = {plain(form) for term in terms for form in (term.name, *term.aliases)}
    labels = labelled.label["terms"].items()
    return fmean(bool(forms_of(name, term) & named) for name, term in labels)


if __name__ == "__main__":
    main()
