"""Reads what a model answered: JSON, perhaps with words around it and with items that are no such things."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeVar, get_args

from pydantic import TypeAdapter, ValidationError

from studykit.drafts import (
    Draft,
    DraftList,
    Evidence,
    FactDraft,
    ItemDraft,
    PassageDraft,
    QuestionDraft,
    StudyDraft,
    TermDraft,
)
from studykit.text import squeeze

Item = TypeVar("Item", bound=Draft)
Reply = TypeVar("Reply", bound=Draft)
MOST_ITEMS = 100
"""No chapter holds more; a reply that goes on and on is cut here."""
_OBJECT = TypeAdapter(dict[str, object])


class UnreadableError(Exception):
    """An answer is no JSON object of the form that was asked for; ``str()`` tells the model why."""


def read(text: str, reply: type[Reply]) -> Reply:
    """Return ``text`` as a ``reply``; raises UnreadableError."""
    try:
        return reply.model_validate(_object(text))
    except ValidationError as error:
        raise UnreadableError(_told(error)) from error


def read_study(text: str) -> StudyDraft:
    """Return what of ``text`` is well formed; ``withdrawn`` tells of each item that is not.

    Raises UnreadableError where it is no JSON object, has none of the lists, or nothing well formed in them.
    """
    tree = _object(text)
    fields = get_args(DraftList)
    if not tree.keys() & set(fields):
        raise UnreadableError(f"the object has none of the fields {', '.join(fields)}")
    summary, lost_passages = _items(tree, "summary", PassageDraft)
    terms, lost_terms = _items(tree, "terms", TermDraft)
    questions, lost_questions = _items(tree, "questions", QuestionDraft)
    facts, lost_facts = _items(tree, "facts", FactDraft)
    lost = (*lost_passages, *lost_terms, *lost_questions, *lost_facts)
    if lost and not (summary or terms or questions or facts):
        raise UnreadableError(lost[0])
    # What is said to be asked would be printed as the speaker's own question.
    worded = tuple(each.model_copy(update={"asked": False}) for each in questions)
    return StudyDraft(summary=summary, terms=terms, questions=worded, facts=facts, withdrawn=lost)


def located(draft: StudyDraft, segment_ids: Sequence[str]) -> StudyDraft:
    """Return ``draft`` with the ids of segments for its numbers of lines, "" for one that is not there."""

    def place(item: ItemDraft) -> ItemDraft:
        evidence = tuple(_located(each, segment_ids) for each in item.evidence)
        return item.model_copy(update={"evidence": evidence})

    return draft.model_copy(update={name: tuple(map(place, items)) for name, items in draft.lists.items()})


def line_number(text: str) -> int:
    """Return the number of a line as a model writes it, such as ``12`` or ``[12]``; 0 where it is none."""
    found = re.search(r"\d{1,5}", text, re.ASCII)
    return int(found.group()) if found else 0


def _located(evidence: Evidence, segment_ids: Sequence[str]) -> Evidence:
    number = line_number(evidence.segment_id)
    known = segment_ids[number - 1] if 1 <= number <= len(segment_ids) else ""
    return evidence.model_copy(update={"segment_id": known})


def _items(tree: Mapping[str, object], field: str, kind: type[Item]) -> tuple[tuple[Item, ...], list[str]]:
    """Return the well-formed items of a list, and for each of the others what is wrong with it."""
    found = tree.get(field) or []
    if not isinstance(found, list):
        return (), [f"{field}: this is no list"]
    items, lost = [], []
    for number, each in enumerate(found[:MOST_ITEMS], start=1):
        try:
            items.append(kind.model_validate(each))
        except ValidationError as error:
            lost.append(f"{field}, item {number}: {_told(error)}")
    return tuple(items), lost


def _object(text: str) -> dict[str, object]:
    """Return the JSON object in ``text``, whatever stands before and after it."""
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise UnreadableError("there is no JSON object in it")
    try:
        tree = _OBJECT.validate_python(_flat(json.loads(text[start : end + 1], strict=False)))
    except json.JSONDecodeError as error:
        raise UnreadableError(f"the JSON is broken at line {error.lineno}: {error.msg}") from error
    except (RecursionError, ValueError) as error:  # ValidationError is one
        raise UnreadableError("the JSON is nested too deeply, or is no object") from error
    return tree


def _flat(tree: object) -> object:
    """Return ``tree`` with each text on one line: a title or an answer has no paragraphs."""
    if isinstance(tree, dict):
        return {key: _flat(inner) for key, inner in tree.items()}
    if isinstance(tree, list):
        return [_flat(inner) for inner in tree]
    return squeeze(tree) if isinstance(tree, str) else tree


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
