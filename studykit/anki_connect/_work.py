"""Does in Anki what a plan says."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import islice

from pydantic import TypeAdapter

from studykit.anki_connect._connection import AnkiConnect, Call
from studykit.anki_connect._plan import Change, Plan
from studykit.errors import AnkiError
from studykit.progress import Report
from studykit.writers import NoteType, anki_package

CALLS_AT_ONCE = 50
_PACKAGE = "_studykit.apkg"
"""Anki takes a media file whose name begins with _ for used."""

_TEXT = TypeAdapter(str)
_TRUTH = TypeAdapter(bool)
_ANYTHING = TypeAdapter[object](object)


def carry_out(plan: Plan, anki: AnkiConnect, now: datetime, report: Report, *, suspend: bool = False) -> None:
    """Have Anki do what ``plan`` says, and suspend its retired cards where ``suspend`` is set.

    ``now`` is the time of the new notes. Each step may be done again: after an AnkiError, which it raises
    where Anki refuses, the next comparison finds what is left to do.
    """
    calls = [*_restyled(plan), *_sounding(plan.changes), *_rewritten(plan.changes), *_retagged(plan.changes)]
    if suspend and plan.retired:
        cards = [card for some in plan.retired.values() for card in some]
        calls.append(Call("suspend", {"cards": cards}))
    if plan.added:
        report("adding cards", 0, len(plan.added))
        _add(plan, anki, now)
    for done, some in _batches(calls):
        report("updating cards", done, len(calls))
        anki.ask_all(some)


def _add(plan: Plan, anki: AnkiConnect, now: datetime) -> None:
    """Import the new notes as a package, by way of Anki's own folder.

    A sandboxed Anki would not see a file of ours, nor one that is reached through a tunnel.
    """
    package = anki_package(replace(plan.deck, notes=plan.added), now)
    stored = anki.ask(_storing(_PACKAGE, package), _TEXT)
    try:
        folder = anki.ask(Call("getMediaDirPath"), _TEXT)
        taken = anki.ask(Call("importPackage", {"path": f"{folder}/{stored}"}), _TRUTH)
    finally:
        with suppress(AnkiError):  # what went wrong before is to be told
            anki.ask(Call("deleteMediaFile", {"filename": stored}), _ANYTHING)
    if not taken:
        raise AnkiError("Anki did not import the new cards", where=anki.url, hint="open a profile in Anki")


def _restyled(plan: Plan) -> Iterator[Call]:
    for note_type, name in plan.restyled.items():
        templates = _templates(note_type, plan)
        yield Call("updateModelTemplates", {"model": {"name": name, "templates": templates}})
        yield Call("updateModelStyling", {"model": {"name": name, "css": plan.deck.css}})


def _templates(note_type: NoteType, plan: Plan) -> dict[str, dict[str, str]]:
    pairs = zip(note_type.templates, plan.deck.layouts[note_type], strict=True)
    return {card.name: {"Front": sides.front, "Back": sides.back} for card, sides in pairs}


def _sounding(changes: Iterable[Change]) -> Iterator[Call]:
    """Give a call for each clip that a note is going to name."""
    named = (change.note.clip for change in changes if "Audio" in change.fields)
    clips = {clip.name: clip.content for clip in named if clip}
    yield from (_storing(name, content) for name, content in clips.items())


def _storing(name: str, content: bytes) -> Call:
    return Call("storeMediaFile", {"filename": name, "data": base64.b64encode(content).decode("ascii")})


def _rewritten(changes: Iterable[Change]) -> Iterator[Call]:
    for change in changes:
        if change.fields:
            yield Call("updateNoteFields", {"note": {"id": change.number, "fields": change.fields}})


def _retagged(changes: Sequence[Change]) -> Iterator[Call]:
    """Give a call for each tag, not for each note: many notes change in the same way."""
    for tag in sorted({tag for change in changes for tag in change.gone}):
        yield Call("removeTags", {"notes": [c.number for c in changes if tag in c.gone], "tags": tag})
    for tag in sorted({tag for change in changes for tag in change.come}):
        yield Call("addTags", {"notes": [c.number for c in changes if tag in c.come], "tags": tag})


def _batches(calls: Sequence[Call]) -> Iterator[tuple[int, list[Call]]]:
    rest = iter(calls)
    done = 0
    while some := list(islice(rest, CALLS_AT_ONCE)):
        yield done, some
        done += len(some)
