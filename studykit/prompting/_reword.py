"""Has a model reword paragraphs of the talk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studykit.drafts import RewordingsDraft
from studykit.model import Transcript
from studykit.prompting._conversation import accepted
from studykit.prompting._frame import frame
from studykit.prompting._lines import mark, spoken
from studykit.prompting._prompts import Prompts
from studykit.services import Message, Usage, tokens

if TYPE_CHECKING:
    from studykit.services import Service


@dataclass(frozen=True)
class Spoken:
    """A paragraph to be reworded, and who says it ("" where nobody knows)."""

    text: str
    speaker: str


def rewordings(
    service: "Service", prompts: Prompts, transcript: Transcript, paragraphs: Sequence[Spoken]
) -> dict[int, str]:
    """Return ``paragraphs`` as the model words them, by their index, where the answer has them.

    Raises AnswerError where no answer can be read.
    """
    messages = _question(prompts, transcript, paragraphs)
    draft = accepted(service, prompts, messages, RewordingsDraft)
    return {each.number - 1: each.text for each in draft.paragraphs if 1 <= each.number <= len(paragraphs)}


def plan(service: "Service", prompts: Prompts, transcript: Transcript, paragraphs: Sequence[Spoken]) -> Usage:
    """Return about what ``rewordings`` of ``paragraphs`` would take: as much comes back as is shown."""
    question = _question(prompts, transcript, paragraphs)
    return service.estimate(question, sum(tokens(_shown(1, each)) for each in paragraphs))


def _question(prompts: Prompts, transcript: Transcript, paragraphs: Sequence[Spoken]) -> tuple[Message, ...]:
    shown = "\n\n".join(_shown(number, each) for number, each in enumerate(paragraphs, start=1))
    values = {**frame(transcript), "paragraphs": shown, "mark": mark(shown), "count": len(paragraphs)}
    return prompts.conversation("reword", RewordingsDraft, values)


def _shown(number: int, paragraph: Spoken) -> str:
    return f"[{number}] {spoken(paragraph.text, paragraph.speaker)}"
