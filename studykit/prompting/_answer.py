"""Has a model answer a listener's question by passages of the transcript."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from studykit.drafts import AnswerDraft, StudyDraft
from studykit.errors import AnswerError
from studykit.prompting._conversation import ask, continued, kept
from studykit.prompting._engine import Check
from studykit.prompting._lines import mark
from studykit.prompting._prompts import Prompts
from studykit.prompting._replies import UnreadableError, located, read
from studykit.prompting._second import complaint, put_right
from studykit.services import Message

if TYPE_CHECKING:
    from studykit.services import Service


@dataclass(frozen=True)
class Excerpt:
    """A passage as a model gets it: its words, who says them where, and what is said before them.

    ``place`` comes back as the segment of the evidence that is quoted from it.
    """

    place: str
    text: str
    speaker: str
    episode: str
    before: str = ""


def answer(
    service: "Service", prompts: Prompts, question: str, excerpts: Sequence[Excerpt], check: Check
) -> StudyDraft:
    """Return the sentences that answer ``question``, as a summary; ``check`` tells which do not stand.

    Those are asked for once more. Raises AnswerError where no answer can be read.
    """
    messages = _question(prompts, question, excerpts)
    draft = kept(service, messages, StudyDraft)
    if draft is None:
        draft = _answered(service, prompts, messages, [each.place for each in excerpts], check)
        service.keep(messages, draft.model_dump_json())
    return draft


def _answered(
    service: "Service",
    prompts: Prompts,
    messages: tuple[Message, ...],
    places: Sequence[str],
    check: Check,
) -> StudyDraft:
    def sentences(text: str) -> StudyDraft:
        return located(StudyDraft(summary=read(text, AnswerDraft).sentences), places)

    first = ask(service, prompts, messages, partial(read, reply=AnswerDraft))
    draft = sentences(first.text)
    doubts = check(draft)
    if first.is_second or not doubts:
        return draft
    reasons = prompts.filled("again.user.md", {"reasons": complaint(draft, doubts)})
    try:
        again = sentences(service.ask(continued(messages, first.text, reasons)))
    except (UnreadableError, AnswerError):
        again = StudyDraft()
    return put_right(draft, doubts, again)


def _question(prompts: Prompts, question: str, excerpts: Sequence[Excerpt]) -> tuple[Message, ...]:
    passages = "\n\n".join(_shown(number, each) for number, each in enumerate(excerpts, start=1))
    values = {"question": question, "passages": passages, "mark": mark(passages)}
    return prompts.conversation("ask", AnswerDraft, values)


def _shown(number: int, excerpt: Excerpt) -> str:
    before = f"before: {excerpt.before}\n" if excerpt.before else ""
    speaker = f"{excerpt.speaker}: " if excerpt.speaker else ""
    return f"[{number}] {excerpt.episode}\n{before}{speaker}{excerpt.text}"
