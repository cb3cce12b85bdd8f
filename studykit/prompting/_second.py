"""The second question about a draft: what is wrong with it, and what becomes of it with the answer."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from studykit.contracts import Doubt
from studykit.drafts import (
    DraftList,
    FactDraft,
    ItemDraft,
    PassageDraft,
    QuestionDraft,
    StudyDraft,
    TermDraft,
)
from studykit.errors import AnswerError
from studykit.prompting._conversation import ask, continued
from studykit.prompting._prompts import Prompts
from studykit.prompting._replies import UnreadableError
from studykit.services import Message

if TYPE_CHECKING:
    from studykit.services import Service

Check = Callable[[StudyDraft], tuple[Doubt, ...]]
"""Tells what of a draft the transcript does not bear out."""
_LONGEST = 100


def checked(
    service: "Service",
    prompts: Prompts,
    messages: tuple[Message, ...],
    reader: Callable[[str], StudyDraft],
    *,
    check: Check,
    summary_words: int | None = None,
) -> StudyDraft:
    """Return what ``reader`` makes of the answer to ``messages``; what ``check`` doubts is asked for again.

    That is done once, and not where the first answer could not be read; ``summary_words`` are those of
    ``complaint``. Raises AnswerError where no answer can be read.
    """
    first = ask(service, prompts, messages, reader)
    doubts = check(first.draft)
    if first.is_second or not (doubts or first.draft.withdrawn):
        return first.draft
    reasons = prompts.filled("again.user.md", {"reasons": complaint(first.draft, doubts, summary_words)})
    try:
        again = reader(service.ask(continued(messages, first.text, reasons)))
    except (UnreadableError, AnswerError):
        again = StudyDraft()
    return put_right(first.draft, doubts, again)


def complaint(draft: StudyDraft, doubts: Sequence[Doubt], summary_words: int | None = None) -> str:
    """Return what is wrong with ``draft``, a line an item.

    Where its summary may have so many ``summary_words``, a last line tells what of them is left.
    """
    doubted = (f"{doubt.field}: {label(_at(draft, doubt))!r}: {doubt.reason}" for doubt in doubts)
    lines = [f"{number}. {line}" for number, line in enumerate((*doubted, *draft.withdrawn), start=1)]
    wrong = {doubt.index for doubt in doubts if doubt.field == "summary"}
    if wrong and summary_words is not None:
        kept = (each.text for index, each in enumerate(draft.summary) if index not in wrong)
        left = max(0, summary_words - sum(len(text.split()) for text in kept))
        lines.append(f"The summary has room for {left} more words beside the sentences that are accepted.")
    return "\n".join(lines)


def put_right(draft: StudyDraft, doubts: Sequence[Doubt], again: StudyDraft) -> StudyDraft:
    """Return ``draft`` with the items of ``again`` in place of those that were doubted.

    Where fewer came back than were asked about, ``withdrawn`` tells which were.
    """
    lists: dict[str, object] = {f: tuple(_mended(f, draft, doubts, again)) for f in draft.lists}
    withdrawn = tuple(line for field in draft.lists for line in _taken_back(field, draft, doubts, again))
    return draft.model_copy(update={**lists, "withdrawn": (*again.withdrawn, *withdrawn)})


def label(item: ItemDraft) -> str:
    """Return the words by which a person knows ``item``."""
    match item:
        case PassageDraft():
            text = item.text
        case TermDraft():
            text = item.term
        case QuestionDraft():
            text = item.question
        case FactDraft():
            text = item.statement
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _at(draft: StudyDraft, doubt: Doubt) -> ItemDraft:
    return draft.lists[doubt.field][doubt.index]


def _mended(
    field: DraftList, draft: StudyDraft, doubts: Sequence[Doubt], again: StudyDraft
) -> Iterator[ItemDraft]:
    """Yield the items of a list, each corrected one in its place where all came back, else at the end."""
    doubted = {doubt.index for doubt in doubts if doubt.field == field}
    corrected = list(again.lists[field])
    all_came = len(corrected) == len(doubted)
    for index, item in enumerate(draft.lists[field]):
        if index not in doubted:
            yield item
        elif all_came:
            yield corrected.pop(0)
    yield from corrected


def _taken_back(
    field: DraftList, draft: StudyDraft, doubts: Sequence[Doubt], again: StudyDraft
) -> Iterator[str]:
    mine = [doubt for doubt in doubts if doubt.field == field]
    missing = len(mine) - len(again.lists[field])
    if missing > 0:
        which = "; ".join(f"{label(_at(draft, doubt))!r}: {doubt.reason}" for doubt in mine)
        yield f"{field}: {missing} of {len(mine)} were taken back: {which}"
