"""Has a model answer a listener's question by passages of the transcript."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from studykit.drafts import AnswerDraft, StudyDraft
from studykit.prompting._conversation import kept
from studykit.prompting._lines import mark, spoken
from studykit.prompting._prompts import Prompts
from studykit.prompting._replies import located, read
from studykit.prompting._second import Check, checked
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
        draft = checked(service, prompts, messages, partial(_sentences, excerpts=excerpts), check=check)
        service.keep(messages, draft.model_dump_json())
    return draft


def _sentences(text: str, *, excerpts: Sequence[Excerpt]) -> StudyDraft:
    sentences = read(text, AnswerDraft).sentences
    return located(StudyDraft(summary=sentences), [each.place for each in excerpts])


def _question(prompts: Prompts, question: str, excerpts: Sequence[Excerpt]) -> tuple[Message, ...]:
    passages = "\n\n".join(_shown(number, each) for number, each in enumerate(excerpts, start=1))
    values = {"question": question, "passages": passages, "mark": mark(passages)}
    return prompts.conversation("ask", AnswerDraft, values)


def _shown(number: int, excerpt: Excerpt) -> str:
    before = f"before: {excerpt.before}\n" if excerpt.before else ""
    return f"[{number}] {excerpt.episode}\n{before}{spoken(excerpt.text, excerpt.speaker)}"
