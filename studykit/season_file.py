"""Keeps, beside a season's deck, which ids its merged cards have, so that the next build gives the same."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studykit.errors import ReadError
from studykit.model import Text
from studykit.notices import Notice
from studykit.sources import open_source

FILENAME = "season.json"


class _Season(BaseModel):
    """``cards`` are ids of cards by the language and the key of the term that they ask for."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["studykit-season/1"] = Field(default="studykit-season/1", alias="schema")
    cards: dict[Text, Text]


def load(path: Path) -> Mapping[str, str]:
    """Return the ids in the file ``path`` by their terms, none where there is no such file.

    Raises ReadError where it is something else.
    """
    if not path.exists():
        return {}
    source = open_source(str(path), "season")
    try:
        return _Season.model_validate_json(source.text).cards
    except ValidationError as error:
        raise ReadError(
            "this is no list of a season's cards",
            where=source.name,
            hint="move it away; terms that several episodes explain may then get other ids",
        ) from error


def beside(folder: Path, cards: Collection[str]) -> tuple[Mapping[str, str], tuple[Notice, ...]]:
    """Return the ids that seasons in the folders beside ``folder`` gave, and what is to be told of them.

    Only a season counts that has one of ``cards``: it is of the same episodes by another name, for a season
    is named after its shows, and a show may be renamed or another one join. One that cannot be read is told.
    """
    found: dict[str, str] = {}
    told: list[Notice] = []
    for path in sorted(folder.parent.glob(f"*/{FILENAME}")):
        if path.parent == folder:
            continue
        try:
            ids = load(path)
        except ReadError as error:
            told.append(Notice(code="last-build", text=error.what, where=str(path)))
            continue
        if set(ids.values()) & set(cards):
            found |= ids
    return found, tuple(told)


def render(cards: Mapping[str, str]) -> bytes:
    """Return the file that ``load`` reads as ``cards``; the same ones give the same bytes."""
    kept = _Season(cards=dict(sorted(cards.items())))
    return (kept.model_dump_json(by_alias=True, indent=2) + "\n").encode()
