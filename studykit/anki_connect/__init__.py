"""Puts a deck into the Anki program that runs on this computer, by its add-on AnkiConnect.

New cards go in as a package: only so do their notes get the GUIDs that an imported ``deck.apkg`` gives them,
and a deck may be pushed one day and imported the next without a card coming twice. Notes that Anki has
are told their new text field by field, so that the learner's tags stay.
"""

from studykit.anki_connect._connection import AnkiConnect, connect
from studykit.anki_connect._plan import Change, Plan, compare
from studykit.anki_connect._work import carry_out
from studykit.notices import Notice

__all__ = ["AnkiConnect", "Change", "Plan", "carry_out", "compare", "connect", "left_over", "remarks"]


def remarks(plan: Plan, *, suspend: bool) -> tuple[Notice, ...]:
    """Return what ``plan`` leaves to the learner: copies, and retired cards unless they are suspended."""
    told = [
        Notice(code="retired-card", text=f"Anki has a card that is not made any more: {front}", where=each)
        for each, front in plan.deck.retired.items()
        if each in plan.retired and not suspend
    ]
    copied = "Anki has this note more than once; the oldest one is kept up to date"
    told += [Notice(code="copied-note", text=copied, where=each) for each in plan.copied]
    misplaced = "Anki has a note with this id as another note type, and keeps it as it is"
    told += [Notice(code="not-taken", text=misplaced, where=each) for each in plan.misplaced]
    return (*plan.deck.notices, *told)


def left_over(after: Plan) -> tuple[Notice, ...]:
    """Return what Anki did not take, seen by the plan that was made ``after`` the work."""
    new = "Anki did not take this new note: it may have it under another id"
    old = "Anki kept the old text of this note: close its Browse window, and push again"
    return (
        *(Notice(code="not-taken", text=new, where=note.guid) for note in after.added),
        *(Notice(code="not-taken", text=old, where=change.note.guid) for change in after.changes),
    )
