"""The real Anki, driven without its windows: imports packages, shows cards, answers them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("anki", reason="the real Anki opens the decks")

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

if TYPE_CHECKING:  # imported first, anki.cards imports itself in a circle
    from anki.cards import Card

GOOD = 3


@dataclass(frozen=True)
class Imported:
    """How many notes of a package were new, updated, known already, or refused."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


class Anki:
    """One learner's collection."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection

    def take(self, package: bytes, folder: Path) -> Imported:
        """Import ``package`` with Anki's own defaults."""
        path = folder / "deck.apkg"
        path.write_bytes(package)
        request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
        log = self.collection.import_anki_package(request).log
        return Imported(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def cards(self) -> list["Card"]:
        """All cards in the order in which new ones are shown."""
        cards = [self.collection.get_card(number) for number in self.collection.find_cards("")]
        return sorted(cards, key=lambda card: card.due)

    def card_of(self, guid: str) -> "Card":
        """The card of the note whose field Id is ``guid``."""
        (number,) = self.collection.find_cards(f"Id:{guid}")
        return self.collection.get_card(number)

    def study(self, card: "Card") -> None:
        """Answer ``card`` as known, through the scheduler."""
        self.collection.decks.select(card.did)
        card.start_timer()
        self.collection.sched.answerCard(card, GOOD)

    def fields(self, guid: str) -> dict[str, str]:
        """The fields of a note by their names."""
        return dict(self.card_of(guid).note().items())

    def reviews(self) -> int:
        """How many answers are on record."""
        assert self.collection.db is not None
        return int(self.collection.db.scalar("select count() from revlog"))


@contextmanager
def new_anki(folder: Path) -> Iterator[Anki]:
    """Give a fresh collection, closed at the end."""
    collection = Collection(str(folder / "collection.anki2"))
    try:
        yield Anki(collection)
    finally:
        collection.close()
