"""Measures how well questions are answered from labelled episodes, and whether foreign ones are refused.

python -m evals.ask LABELS TRANSCRIPTS

LABELS has a JSON file for each episode, as ``evals.study`` reads it, whose ``cards`` have a ``front``, the
question, and ``evidence``, words of the transcript of which one answers it. *First* and *three* are the
shares of questions whose evidence stands in the first and in one of three passages, *words* how long these
are. *Refused* is the share of an episode's own questions of which it is said that it does not answer them.

Each question is then asked of another episode: of the same field, which may well answer it, and, where
there are several fields in one language, of another field. *Near* and *far* are the shares refused. A field
is the first folder of an episode's name.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import mean

from pydantic import BaseModel

from evals.study import built, stands_in
from studykit.asking import Library
from studykit.errors import UsageError
from studykit.templates import Templates

PASSAGES = 3
SEED = 1
COLUMNS = ("asked", "first", "three", "words", "refused", "near", "far")


class Card(BaseModel):
    """A question, and words of the transcript of which one answers it."""

    front: str
    evidence: tuple[str, ...]


class _Labels(BaseModel):
    episode: str
    language: str = "en"
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True)
class Episode:
    """A labelled episode, built by the program and ready to be asked."""

    name: str
    field: str
    language: str
    cards: tuple[Card, ...]
    searched: Library


@dataclass(frozen=True)
class Outcome:
    """What became of one question; ``near`` and ``far`` are None where it was not asked elsewhere."""

    first: bool
    three: bool
    words: int
    refused: bool
    near: bool | None
    far: bool | None


class Asking:
    """Asks each question of ``episodes`` of its own episode and of others, drawn by lot."""

    def __init__(self, episodes: Sequence[Episode]) -> None:
        self._episodes = episodes
        self._drawn = random.Random(SEED)  # noqa: S311 - a draw that anybody can repeat

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields there are."""
        return frozenset(episode.field for episode in self._episodes)

    def outcomes(self, episode: Episode) -> Iterator[Outcome]:
        """Yield what becomes of each of the episode's questions."""
        others = [each for each in self._episodes if each is not episode]
        same = [each for each in others if each.language == episode.language]
        near = [each for each in same if each.field == episode.field]
        far = [each for each in same if each.field != episode.field]
        for card in episode.cards:
            answer = _answer(episode, card.front)
            hits = [_holds(passage, card) for passage in answer[1]]
            yield Outcome(
                first=any(hits[:1]),
                three=any(hits),
                words=sum(len(passage.split()) for passage in answer[1]),
                refused=not answer[0],
                near=self._is_refused(card, near),
                far=self._is_refused(card, far),
            )

    def _is_refused(self, card: Card, others: Sequence[Episode]) -> bool | None:
        return not _answer(self._drawn.choice(others), card.front)[0] if others else None


def _answer(episode: Episode, question: str) -> tuple[bool, list[str]]:
    """Return whether ``episode`` is said to answer ``question``, and the passages."""
    try:
        answer = episode.searched.ask(question, PASSAGES)
    except UsageError:
        return False, []
    return answer.answered, [passage.said.quote for passage in answer.passages]


def _holds(passage: str, card: Card) -> bool:
    return any(stands_in(evidence, passage) for evidence in card.evidence)


def read(path: Path, transcripts: Path) -> Episode:
    """Return the labelled episode in the file ``path``."""
    labels = _Labels.model_validate_json(path.read_text(encoding="utf-8"))
    library = Library((built(transcripts / labels.episode),), Templates())
    field = labels.episode.partition("/")[0]
    return Episode(path.stem, field, labels.language, labels.cards, library)


def main() -> None:
    """Ask all questions and print the table, by episode and by field."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path)
    parser.add_argument("transcripts", type=Path)
    arguments = parser.parse_args()
    episodes = [read(path, arguments.transcripts) for path in sorted(arguments.labels.glob("*.json"))]
    asking = Asking(episodes)
    print(f"{'episode':<44}" + "".join(f"{name:>9}" for name in COLUMNS))
    by_field: dict[str, list[Outcome]] = {field: [] for field in sorted(asking.fields)}
    for episode in episodes:
        outcomes = list(asking.outcomes(episode))
        by_field[episode.field].extend(outcomes)
        print(row(episode.name, outcomes), flush=True)
    for field, outcomes in by_field.items():
        print(row(field, outcomes))
    print(row("all", [outcome for outcomes in by_field.values() for outcome in outcomes]))


def row(name: str, outcomes: Sequence[Outcome]) -> str:
    """Return a line of the table; a dash stands where nothing was measured."""
    cells = [str(len(outcomes))]
    for column in COLUMNS[1:]:
        values = [value for each in outcomes if (value := getattr(each, column)) is not None]
        shown = f"{mean(values):.0f}" if column == "words" and values else ""
        cells.append(shown or (f"{mean(values):.3f}" if values else "–"))
    return f"{name[:43]:<44}" + "".join(f"{cell:>9}" for cell in cells)


if __name__ == "__main__":
    main()
