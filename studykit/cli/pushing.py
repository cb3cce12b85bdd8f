"""The command push, and what it tells."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from studykit.cli.flags import (
    AnkiUrl,
    Audio,
    ClipSound,
    Deck,
    DryRun,
    OnlyNew,
    Quiet,
    Reverse,
    Strict,
    Study,
    SuspendRetired,
    TemplateFolder,
    TypeAnswer,
    Verbose,
)
from studykit.cli.settling import build_time, settled
from studykit.cli.telling import STRICT, attempt, counted, progress, say, tell, tell_clips

if TYPE_CHECKING:
    from studykit.anki_connect import Plan
    from studykit.options import Options
    from studykit.pipeline import Pushed

WIDEST = 80
EPILOG = """\b
Examples:
  studykit push output/on-bread/study.json --dry-run
  studykit push output/on-bread/study.json --deck "Podcasts::{show}"

\b
Anki has to run on this computer, with the add-on AnkiConnect (in Anki:
Tools → Add-ons → Get Add-ons, code 2055492159). Where that wants a key, set
STUDYKIT_ANKI_KEY. Cards that you know keep their history, and your own tags
stay; text that you changed in Anki is replaced, unless you say --only-new.
"""


def push(
    source: Study,
    *,
    deck: Deck = None,
    reverse: Reverse = None,
    type_answer: TypeAnswer = None,
    audio: Audio = None,
    clip_format: ClipSound = None,
    only_new: OnlyNew = False,
    suspend_retired: SuspendRetired = False,
    dry_run: DryRun = False,
    anki_url: AnkiUrl = None,
    templates: TemplateFolder = None,
    quiet: Quiet = None,
    verbose: Verbose = None,
    strict: Strict = None,
) -> None:
    """Put the cards of a study.json straight into Anki.

    Anki gets the same notes as by importing deck.apkg; nothing is doubled, whichever you do first.
    """
    flags = {
        "deck": deck,
        "reverse": reverse,
        "type_answer": type_answer,
        "audio": audio,
        "clip_format": clip_format,
        "anki_url": anki_url,
        "templates": templates,
        "quiet": quiet,
        "verbose": verbose,
        "strict": strict,
    }
    options = attempt(lambda: settled(flags), verbose=bool(verbose))
    pushed = attempt(
        lambda: _pushed(source, options, only_new=only_new, suspend=suspend_retired, dry_run=dry_run),
        verbose=options.verbose,
    )
    if not options.quiet:
        if dry_run or options.verbose:
            for line in _lines(pushed, suspend=suspend_retired):
                say(line)
        say(_summary(pushed.plan, suspend=suspend_retired, dry_run=dry_run), err=True)
        tell_clips(pushed.clips)
        tell(pushed.notices, verbose=options.verbose)
    if options.strict and pushed.notices:
        raise typer.Exit(STRICT)


def _pushed(source: str, options: "Options", *, only_new: bool, suspend: bool, dry_run: bool) -> "Pushed":
    from studykit import pipeline  # noqa: PLC0415  --help must not wait for the libraries

    with progress(quiet=options.quiet) as report:
        return pipeline.push(
            source,
            options,
            build_time(),
            report,
            only_new=only_new,
            suspend_retired=suspend,
            dry_run=dry_run,
        )


def _summary(plan: "Plan", *, suspend: bool, dry_run: bool) -> str:
    """Return in one line what was done, or would be."""
    counts = (
        f"{len(plan.added)} added",
        f"{len(plan.changes)} updated",
        f"{plan.unchanged} unchanged",
        f"{plan.left} left as they are" * bool(plan.left),
        f"{counted(len(plan.restyled), 'note type')} restyled" * bool(plan.restyled),
        f"{len(plan.retired)} retired{' and suspended' * suspend}" * bool(plan.retired),
    )
    return f"{'would be: ' * dry_run}{', '.join(filter(None, counts))}; deck {plan.deck.name}"


def _lines(pushed: "Pushed", *, suspend: bool) -> Iterator[str]:
    """Yield a line for each note or note type that is concerned: what is done, and what the card asks."""
    plan = pushed.plan
    fronts = {card.id: card.front for card in pushed.document.cards}
    yield from (f"restyle  {name}" for name in plan.restyled.values())
    yield from (f"add      {_cut(fronts[note.guid])}" for note in plan.added)
    for change in plan.changes:
        parts = [*change.fields, *(["tags"] if change.gone or change.come else [])]
        yield f"update   {_cut(fronts[change.note.guid])} ({', '.join(parts)})"
    verb = "suspend  " if suspend else "retired  "
    yield from (f"{verb}{_cut(plan.deck.retired[each])}" for each in plan.retired)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDEST else flat[: WIDEST - 1] + "…"
