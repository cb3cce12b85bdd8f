"""Measures study material against what people would take away from labelled episodes.

python -m evals.study LABELS TRANSCRIPTS [--unseen CORPUS VECTORS]

LABELS has a JSON file for each episode: ``episode`` (a file in TRANSCRIPTS), ``words``, ``chapters`` (each
with ``words`` and ``points``: verbatim ``fragments``), ``terms`` (``forms``, ``explained_by``), ``cards``
(``evidence``) and ``noise``. Beside the program stand sentences drawn by lot, as many as it may take, and
LexRank with YAKE where they are installed. ``--unseen`` measures each show with weights of all the others,
the marked episodes in CORPUS among them; VECTORS is a file of ``training.vectors``.

*Points* are covered within a tenth of a chapter's words, *terms* by the first 30 entries, *evidence* by the
first 8 cards for 1,000 words; *noise* counts fragments that stand anywhere. *Passed* is the share of cards
that break no rule, not even a soft one (``studykit check``). *F1* and *windowdiff* are those of the chapters
that the program finds where none are given (``evals.chapters``).
"""

import argparse
import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from statistics import mean
from typing import TypeVar

from pydantic import BaseModel

from evals.chaptered import episode_of, transcript_of
from evals.chapters import detected, figures
from evals.unseen import Weights, known, using, weights_without
from studykit import builder
from studykit.analysis.episode import read_episode
from studykit.model import Card, Chapter, Citation, StudyDocument, Term
from studykit.templates import Templates
from studykit.text import bare, fold
from training.terms import of_words

try:
    from evals import extracts
except ImportError:  # they are no dependency
    extracts = None  # type: ignore[assignment]

ENTRIES, CARDS_PER_THOUSAND_WORDS = 30, 8
LEAST_BUDGET, MOST_BUDGET, BUDGET_SHARE = 60, 160, 0.1
SHORTEST_RUN, LONGEST_RUN, RUN_SHARE = 4, 8, 0.6
QUOTE_WORDS = 60
"""Of a longer quote the rest is not read: to cite a whole chapter is no citation."""
SEED = 1
Part = TypeVar("Part")
COLUMNS = ("points", "terms", "explained", "evidence", "noise", "passed", "f1", "windowdiff")


class _Point(BaseModel):
    fragments: tuple[str, ...]


class _LabelledChapter(BaseModel):
    words: int = 1000
    points: tuple[_Point, ...] = ()


class _LabelledTerm(BaseModel):
    forms: tuple[str, ...] = ()
    explained_by: tuple[str, ...] = ()


class _LabelledCard(BaseModel):
    evidence: tuple[str, ...]


class Labels(BaseModel):
    """What people would take away from one episode, and what they would leave."""

    episode: str
    words: int = 10_000
    chapters: tuple[_LabelledChapter, ...]
    terms: dict[str, _LabelledTerm] = {}
    cards: tuple[_LabelledCard, ...] = ()
    noise: tuple[str, ...] = ()


@dataclass(frozen=True)
class Score:
    """The shares that are covered, how much noise there is, and the share of cards without a finding."""

    points: float
    terms: float
    explained: float
    evidence: float
    noise: float
    passed: float
    f1: float | None = None
    windowdiff: float | None = None


def built(path: Path) -> StudyDocument:
    """Return what the program makes of the episode in the JSON file ``path``, with its chapters given."""
    return builder.build(
        transcript_of(path), "offline", Templates(), cards=None, report=lambda _step, _done, _total: None
    )


def score(labels: Labels, document: StudyDocument) -> Score:
    """Return how well ``document`` covers ``labels``."""
    return Score(
        points=_share(_points(labels, _summaries(labels, document))),
        terms=_share(_terms(labels, document.glossary[:ENTRIES])),
        explained=_share(_explained(labels, document.glossary[:ENTRIES])),
        evidence=_share(_evidence(labels, _quotes(_first_cards(labels, document.cards)))),
        noise=_noise(labels, document),
        passed=_passed(document),
    )


def by_lot(labels: Labels, document: StudyDocument) -> Score:
    """Return the same of sentences drawn by lot from each chapter of ``document``; there are no terms."""
    drawn = random.Random(SEED)  # noqa: S311 - a draw that anybody can repeat
    reading = read_episode(document.transcript, Templates())
    said = [
        [sentence.text for sentence in reading.between(chapter.first_segment_id, chapter.last_segment_id)]
        for chapter in document.chapters
        if chapter.first_segment_id
    ]
    every = [text for texts in said for text in texts]
    texts = [
        _up_to(_budget(chapter), drawn.sample(choice, len(choice)))
        for chapter, choice in zip(labels.chapters, _matched(labels, said, every), strict=True)
    ]
    quotes = " | ".join(drawn.sample(every, min(len(every), _card_count(labels))))
    return Score(_share(_points(labels, texts)), 0.0, 0.0, _share(_evidence(labels, quotes)), 0.0, 0.0)


def _matched(labels: Labels, parts: Sequence[Part], every: Part) -> Sequence[Part]:
    """Return what belongs to each labelled chapter; ``every`` to each where the chapters are not the same."""
    return parts if len(parts) == len(labels.chapters) else [every] * len(labels.chapters)


def _points(labels: Labels, texts: Sequence[str]) -> Iterator[bool]:
    for chapter, text in zip(labels.chapters, texts, strict=True):
        for point in chapter.points:
            yield any(stands_in(fragment, text) for fragment in point.fragments)


def _terms(labels: Labels, entries: Sequence[Term]) -> Iterator[bool]:
    named = {bare(form) for entry in entries for form in (entry.term, *entry.aliases)}
    return (not named.isdisjoint(_forms(name, term)) for name, term in labels.terms.items())


def _explained(labels: Labels, entries: Sequence[Term]) -> Iterator[bool]:
    for name, term in labels.terms.items():
        forms = _forms(name, term)
        texts = [
            f"{entry.definition or ''} | {_cited(entry.citations)}"
            for entry in entries
            if not forms.isdisjoint(map(bare, (entry.term, *entry.aliases)))
        ]
        if term.explained_by:
            yield any(stands_in(passage, text) for passage in term.explained_by for text in texts)


def _evidence(labels: Labels, quotes: str) -> Iterator[bool]:
    return (any(stands_in(each, quotes) for each in card.evidence) for card in labels.cards)


def _noise(labels: Labels, document: StudyDocument) -> int:
    body = fold(document.model_dump_json(include={"chapters", "glossary", "cards"}))
    return sum(fold(fragment) in body for fragment in labels.noise)


def _passed(document: StudyDocument) -> float:
    examination = builder.examine(document)
    return examination.count("passed") / max(1, len(examination.cards))


def stands_in(fragment: str, text: str) -> bool:
    """Whether an unbroken run of most of the words of ``fragment`` stands in ``text``."""
    spoken = bare(fragment).split()
    run = min(len(spoken), max(SHORTEST_RUN, min(LONGEST_RUN, math.ceil(len(spoken) * RUN_SHARE))))
    padded = f" {bare(text)} "
    return any(f" {' '.join(spoken[at : at + run])} " in padded for at in range(len(spoken) - run + 1))


def _summaries(labels: Labels, document: StudyDocument) -> Sequence[str]:
    """Return what of the passages is read for each labelled chapter, within its words."""
    budgets = [_budget(chapter) for chapter in labels.chapters]
    if len(document.chapters) != len(budgets):
        budgets = [sum(budgets) // max(1, len(document.chapters))] * len(document.chapters)
    parts = [_summary(chapter, budget) for chapter, budget in zip(document.chapters, budgets, strict=True)]
    return _matched(labels, parts, " | ".join(parts))


def _summary(chapter: Chapter, budget: int) -> str:
    kept: list[str] = []
    for passage in chapter.summary:
        budget -= len(passage.text.split())
        if budget < 0:
            break
        kept += [passage.text, _cited(passage.citations)]
    return " | ".join(kept)


def _up_to(budget: int, sentences: Iterable[str]) -> str:
    kept: list[str] = []
    for sentence in sentences:
        if len(sentence.split()) <= budget:
            budget -= len(sentence.split())
            kept.append(sentence)
    return " | ".join(kept)


def _budget(chapter: _LabelledChapter) -> int:
    return max(LEAST_BUDGET, min(MOST_BUDGET, round(chapter.words * BUDGET_SHARE)))


def _card_count(labels: Labels) -> int:
    return round(CARDS_PER_THOUSAND_WORDS * labels.words / 1000)


def _first_cards(labels: Labels, cards: Sequence[Card]) -> Sequence[Card]:
    return cards[: _card_count(labels)]


def _quotes(cards: Iterable[Card]) -> str:
    return " | ".join(_cited(card.citations) for card in cards)


def _cited(citations: Iterable[Citation]) -> str:
    return " | ".join(" ".join(citation.quote.split()[:QUOTE_WORDS]) for citation in citations)


def _forms(name: str, term: _LabelledTerm) -> frozenset[str]:
    return frozenset(map(bare, (name, *term.forms)))


def _share(found: Iterable[bool]) -> float:
    hits = list(found)
    return sum(hits) / len(hits) if hits else 0.0


def main() -> None:
    """Build material of each labelled episode and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path)
    parser.add_argument("transcripts", type=Path)
    parser.add_argument("--unseen", type=Path, nargs=2, metavar=("CORPUS", "VECTORS"))
    arguments = parser.parse_args()
    print(f"{'episode':<44}" + "".join(f"{name:>11}" for name in COLUMNS))
    weights = _weights(arguments) if arguments.unseen else None
    made, drawn, extracted = [], [], []
    for path in sorted(arguments.labels.glob("*.json")):
        labels = Labels.model_validate_json(path.read_text(encoding="utf-8"))
        show = path.stem.split("__")[0]
        with using(weights(show)) if weights else nullcontext():
            document, found = _made(arguments.transcripts / labels.episode, labels)
        made.append(found)
        drawn.append(by_lot(labels, document))
        if extracts is not None and len(labels.chapters) == len(document.chapters):
            extract = extracts.by_extracts(document, [_budget(chapter) for chapter in labels.chapters])
            extracted.append(score(labels, extract))
        print(_row(path.stem, [made[-1]]), flush=True)
    if made:
        print(_row("all", made))
        print(_row("LexRank and YAKE", extracted) if extracted else "LexRank and YAKE are not installed")
        print(_row("sentences drawn by lot", drawn))


def _weights(arguments: argparse.Namespace) -> Callable[[str], Weights]:
    """Return what fits the weights for a show to all the others, once for each."""
    corpus, vectors = arguments.unseen
    held = known(arguments.labels, arguments.transcripts, corpus, of_words(vectors))
    return cache(partial(weights_without, held=held))


def _made(path: Path, labels: Labels) -> tuple[StudyDocument, Score]:
    """Return what the program makes of an episode, and how good that is and its own chapters are."""
    document, episode = built(path), episode_of(path)
    found = figures(detected(episode), episode.starts_ms, episode.duration_ms)
    return document, replace(score(labels, document), f1=found.f1, windowdiff=found.window_diff)


def _row(name: str, scores: Sequence[Score]) -> str:
    return f"{name[:43]:<44}" + "".join(f"{_mean(scores, column):>11}" for column in COLUMNS)


def _mean(scores: Sequence[Score], column: str) -> str:
    values = [getattr(each, column) for each in scores]
    told = [value for value in values if value is not None]
    return f"{mean(told):.3f}" if told else "–"


if __name__ == "__main__":
    main()
