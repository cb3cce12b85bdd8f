"""Reads a study.json back, after a person or another program has edited it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import NoReturn, TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.model import BLANK, SCHEMA, Card, StudyDocument

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Path: TypeAlias = tuple[str | int, ...]
Problem: TypeAlias = tuple[Path, str]

FILENAME = "study.json"
_HINT = "docs/study-json.md says what each field holds"
_ITEM_NAMES = {"cards": ("card", "id"), "glossary": ("term", "term"), "chapters": ("chapter", "title")}
_IN_PLAIN_WORDS = {
    "missing": "this field is missing",
    "extra_forbidden": "there is no such field",
    "string_type": "this must be text in quotation marks",
    "string_too_short": "this must not be empty",
    "too_short": "this list must not be empty",
    "int_type": "this must be a whole number",
    "int_parsing": "this must be a whole number",
    "int_from_float": "this must be a whole number",
    "float_type": "this must be a number",
    "float_parsing": "this must be a number",
    "finite_number": "this must be a number",
    "bool_type": "this must be true or false",
    "bool_parsing": "this must be true or false",
    "tuple_type": "this must be a list in [ ]",
    "model_type": "this must be an object in { }",
    "date_type": 'this must be a date such as "2025-11-25"',
    "date_parsing": 'this must be a date such as "2025-11-25"',
    "date_from_datetime_parsing": 'this must be a date such as "2025-11-25"',
    "date_from_datetime_inexact": 'this must be a date such as "2025-11-25"',
}


def load(source: Source) -> StudyDocument:
    """Return the study document that stands in ``source``; the editor's wording is kept as it is.

    Raises ReadError, with line and JSON path, where the source is not JSON, follows another schema, lacks a
    field or has a wrong one, where two cards or chapters share an id, a card or term names a chapter that
    does not exist, or a cloze card's front does not hold its blank exactly once.
    """
    tree = _parse(source)
    if not isinstance(tree, dict) or "schema" not in tree:
        raise ReadError(
            "this is no study document", where=source.name, hint=f'it must say "schema": "{SCHEMA}"'
        )
    if tree["schema"] != SCHEMA:
        raise ReadError(
            f"schema is {_short(tree['schema'])}, this studykit reads '{SCHEMA}'",
            where=f"{source.name}:{_line(source.text, ('schema',))}",
            hint="make the file again with this version of studykit",
        )
    try:
        document = StudyDocument.model_validate(tree)
        _ = document.transcript  # checks that turns and speakers agree
    except ValidationError as error:
        _fail(source, tree, [(detail["loc"], _in_plain_words(detail)) for detail in error.errors()])
    problems = list(_inconsistencies(document))
    if problems:
        _fail(source, tree, problems)
    return document


def found(place: str) -> tuple[str, ...]:
    """Return ``place``, or where it is a folder, the study.json in it or else those in the folders in it.

    Raises ReadError where a folder has none.
    """
    folder = FilePath(place)
    if not folder.is_dir():
        return (place,)
    if (folder / FILENAME).is_file():
        return (str(folder / FILENAME),)
    inside = tuple(str(path) for path in sorted(folder.glob(f"*/{FILENAME}")))
    if not inside:
        raise ReadError(
            f"there is no {FILENAME} in this folder, nor in the folders in it",
            where=place,
            hint="build an episode first: studykit build",
        )
    return inside


def _parse(source: Source) -> Json:
    try:
        # Not strict: a line break pasted into a text is meant as a line break.
        tree: Json = json.loads(
            source.text, strict=False, object_pairs_hook=_without_twins, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        if not source.text.lstrip().startswith("{"):
            hint = f"give the {FILENAME} that a build leaves beside its other files"
            raise ReadError("this is no study document", where=source.name, hint=hint) from error
        raise ReadError(
            f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]}",
            where=f"{source.name}:{error.lineno}:{error.colno}",
            hint="look for a missing comma or quotation mark here or just before",
        ) from error
    except RecursionError as error:
        raise ReadError("the JSON is nested too deeply", where=source.name, hint=_HINT) from error
    except ValueError as error:
        raise ReadError(str(error), where=source.name, hint=_HINT) from error
    return tree


def _without_twins(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """Return the pairs as an object; JSON alone would drop the first of two fields without a word."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twin = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"the field {_short(twin)} stands twice in one object")
    return fields


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number that a study document may hold")


def _inconsistencies(document: StudyDocument) -> Iterator[Problem]:
    """Yield what the types cannot say: ids that clash or lead nowhere, cards that cannot be asked."""
    yield from _twins("cards", (card.id for card in document.cards))
    yield from _twins("chapters", (chapter.id for chapter in document.chapters))
    chapters = {chapter.id for chapter in document.chapters}
    for number, card in enumerate(document.cards):
        if card.chapter_id and card.chapter_id not in chapters:
            yield ("cards", number, "chapter_id"), f"there is no chapter {_short(card.chapter_id)}"
        yield from _card_problems(number, card)
    for number, term in enumerate(document.glossary):
        for place, chapter_id in enumerate(term.chapter_ids):
            if chapter_id not in chapters:
                yield ("glossary", number, "chapter_ids", place), f"there is no chapter {_short(chapter_id)}"


def _twins(collection: str, ids: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, identity in enumerate(ids):
        if identity in seen:
            yield (collection, number, "id"), f"the id {_short(identity)} is already taken by another one"
        seen.add(identity)


def _card_problems(number: int, card: Card) -> Iterator[Problem]:
    for field, text in (("id", card.id), ("front", card.front), ("back", card.back)):
        if not text.strip():
            yield ("cards", number, field), "this must not be empty"
    blanks = card.front.count(BLANK)
    if card.has_blank and blanks != 1:
        yield (
            ("cards", number, "front"),
            f"the front of such a card holds {BLANK} exactly once, in place of its back; here {blanks} times",
        )


def _in_plain_words(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "literal_error":
            return f"this must be {context['expected']}"
        case "greater_than_equal":
            return f"this must be at least {context['ge']:g}"
        case "less_than_equal":
            return f"this must be at most {context['le']:g}"
        case "value_error":
            return str(context["error"])
        case kind:
            return _IN_PLAIN_WORDS.get(kind, detail["msg"])


def _fail(source: Source, tree: Json, problems: list[Problem]) -> NoReturn:
    path, message = problems[0]
    more = f" (and {len(problems) - 1} more like this)" if len(problems) > 1 else ""
    raise ReadError(
        f"{_written(path)}{_owner(tree, path)}: {message}{more}",
        where=f"{source.name}:{_line(source.text, path)}",
        hint=_HINT,
    )


def _written(path: Path) -> str:
    """Return ``path`` as people write it: ``cards[3].front``, counted from 0 as JSON does."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return steps.removeprefix(".") or "the document"


def _owner(tree: Json, path: Path) -> str:
    """Return which card, term or chapter ``path`` is in, by the name a person knows it by."""
    match path:
        case (str(collection), int(number), *_) if collection in _ITEM_NAMES and isinstance(tree, dict):
            what, field = _ITEM_NAMES[collection]
            items = tree.get(collection)
            item = items[number] if isinstance(items, list) and number < len(items) else None
            return f" ({what} {_short(item[field])})" if isinstance(item, dict) and field in item else ""
    return ""


def _short(value: Json) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _line(text: str, path: Path) -> int:
    """Return the line of ``text`` on which the value at ``path`` begins, or the line of its parent."""
    at = _skip(text, 0)
    for step in path:
        found = next((place for name, place in _children(text, at) if name == step), None)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _children(text: str, at: int) -> Iterator[tuple[str | int, int]]:
    """Yield the name, or number, and the place of each value in the object or list that begins at ``at``."""
    opener, decoder, number = text[at], json.JSONDecoder(strict=False), 0
    if opener not in "{[":
        return
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        name: str | int = number
        if opener == "{":
            name, at = decoder.raw_decode(text, at)
            at = _skip(text, at)
        yield name, at
        at = _skip(text, decoder.raw_decode(text, at)[1])
        number += 1


def _skip(text: str, at: int) -> int:
    while text[at] in " \t\n\r,:":
        at += 1
    return at
