"""What is told of an essay: how much of the talk is not in it, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from studykit.changes import changes, counted
from studykit.essay import Essay, Paragraph
from studykit.page_wording import PageWording
from studykit.text import filled, words


@dataclass(frozen=True)
class Counts:
    """Words of an essay: all that were said, those left out, those of them that are beside the matter.

    ``put_in`` are written otherwise than they were said; so many of those left out are not gone.
    """

    said: int
    left_out: int
    beside: int
    put_in: int


def counts(essay: Essay) -> Counts:
    """Return what was left out of ``essay`` and what was changed in it."""
    paragraphs = tuple(essay.paragraphs)
    runs = [run for each in paragraphs for said in each.sentences for run in changes(said.before, said.after)]
    put_in = counted(runs, "put in")
    return Counts(
        said=_words(paragraphs),
        left_out=max(0, counted(runs, "left out") - put_in),
        beside=_words(each for each in paragraphs if each.is_left_out),
        put_in=put_in,
    )


def note(found: Counts, wording: PageWording, rewriter: str) -> str:
    """Return what is told of how the essay came about; ``rewriter`` is a model's name, "" for none."""
    beside = filled(wording.beside_the_matter, count=f"{found.beside}") if found.beside else ""
    by = filled(wording.reworded_by, engine=rewriter) if rewriter else wording.nothing_added
    told = filled(wording.reworded, out=f"{found.left_out}", all=f"{found.said}")
    return " ".join(filter(None, (told, beside, by)))


def _words(paragraphs: Iterable[Paragraph]) -> int:
    return sum(len(words(paragraph.before)) for paragraph in paragraphs)
