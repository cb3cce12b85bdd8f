"""The engine that asks a language model: about each part of the episode once, and once more at most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studykit.contracts import Doubt, Stretch
from studykit.drafts import ChapterDraft, OutlineDraft, StudyDraft
from studykit.errors import AnswerError
from studykit.model import Transcript
from studykit.prompting._conversation import accepted, kept
from studykit.prompting._frame import frame, listed
from studykit.prompting._lines import Line, Part, Speech, mark, shown
from studykit.prompting._prompts import Prompts
from studykit.prompting._replies import line_number, located, read_study
from studykit.prompting._room import Room, within
from studykit.prompting._second import Check, checked
from studykit.services import Message, Usage

if TYPE_CHECKING:
    from studykit.services import Service

LEAST_WORDS = 40
"""A stretch with less to study is not asked about."""
OUTLINE_WORDS = 12_000
"""A longer episode is outlined in parts."""
WORDS_PER_CHAPTER = 750
_TOKENS_PER_CHAPTER = 40
LONGEST_TITLE = 100


class ModelEngine:
    """Thinks about one episode by asking ``service``; ``check`` tells what of a draft is not borne out.

    What is accepted is kept by the service, so that nothing is asked twice. Its methods may be called from
    several threads at once.
    """

    def __init__(self, transcript: Transcript, service: "Service", prompts: Prompts, check: Check) -> None:
        self._frame = frame(transcript)
        self._service = service
        self._prompts = prompts
        self._check = check
        self._speech = Speech(transcript)

    def outline(self) -> tuple[ChapterDraft, ...]:
        """Return where chapters begin, and what to call them; raises AnswerError where no answer says it."""
        found: list[ChapterDraft] = []
        for lines in self._speech.groups(OUTLINE_WORDS):
            messages = self._outline_question(lines)
            draft = accepted(self._service, self._prompts, messages, OutlineDraft)
            found.extend(_placed(draft, lines))
        if not found:
            raise AnswerError("the answer names no chapter", where=self._service.name)
        return tuple(found)

    def study(self, stretch: Stretch) -> StudyDraft:
        """Return what is worth learning in ``stretch``; raises AnswerError where no answer can be used."""
        drafts = [self._studied(asked, question) for asked, question in self._questions(stretch)]
        return StudyDraft(
            summary=tuple(each for draft in drafts for each in draft.summary),
            terms=tuple(each for draft in drafts for each in draft.terms),
            questions=tuple(each for draft in drafts for each in draft.questions),
            facts=tuple(each for draft in drafts for each in draft.facts),
            withdrawn=tuple(each for draft in drafts for each in draft.withdrawn),
        )

    def plan_outline(self) -> Usage:
        """Return about what ``outline`` would take."""
        usage = Usage()
        for lines in self._speech.groups(OUTLINE_WORDS):
            chapters = _likely(lines)
            usage += self._service.estimate(self._outline_question(lines), _TOKENS_PER_CHAPTER * chapters)
        return usage

    def plan(self, stretch: Stretch) -> Usage:
        """Return about what studying ``stretch`` would take."""
        usage = Usage()
        for asked, question in self._questions(stretch):
            usage += self._service.estimate(question, asked.room.reply_tokens)
        return usage

    def _outline_question(self, lines: Sequence[Line]) -> tuple[Message, ...]:
        said = shown(lines)
        values = {
            **self._frame,
            "words": sum(line.word_count for line in lines),
            "likely": _likely(lines),
            "lines": said,
            "mark": mark(said),
        }
        return self._prompts.conversation("outline", OutlineDraft, values)

    def _questions(self, stretch: Stretch) -> Iterator[tuple["_Asked", tuple[Message, ...]]]:
        """Yield what is asked about each part of ``stretch`` that has something to study."""
        whole = self._speech.parts(stretch.first_segment_id, stretch.last_segment_id)
        parts = [part for part in whole if part.word_count >= LEAST_WORDS]
        said = self._speech.words_between(stretch.first_segment_id, stretch.last_segment_id)
        for number, part in enumerate(parts, start=1):
            asked = _Asked(part, Room.of(part.word_count, self._speech.word_count, said, len(parts)))
            lines = shown(part.lines)
            values = {
                **self._frame,
                "chapters": listed(stretch.chapters, stretch.number),
                "number": stretch.number,
                "chapter": stretch.title,
                "part": f", part {number} of {len(parts)}" if len(parts) > 1 else "",
                "words": part.word_count,
                "summary_words": asked.room.summary_words,
                "most_terms": asked.room.terms,
                "most_cards": asked.room.cards,
                "before": part.before or "(nothing)",
                "after": part.after or "(nothing)",
                "lines": lines,
                "mark": mark(lines),
            }
            yield asked, self._prompts.conversation("chapter", StudyDraft, values)

    def _studied(self, asked: "_Asked", question: tuple[Message, ...]) -> StudyDraft:
        """Return the draft of a part: the one that was kept, else the answer."""
        draft = kept(self._service, question, StudyDraft)
        if draft is None:
            draft = self._answered(question, asked)
            self._service.keep(question, draft.model_dump_json())
        return within(located(draft, asked.segment_ids), asked.room)

    def _answered(self, question: tuple[Message, ...], asked: "_Asked") -> StudyDraft:
        def check(draft: StudyDraft) -> tuple[Doubt, ...]:
            return self._check(located(draft, asked.segment_ids))

        words = asked.room.summary_words
        return checked(self._service, self._prompts, question, read_study, check=check, summary_words=words)


@dataclass(frozen=True)
class _Asked:
    """A part that is asked about, and how much may be written about it."""

    part: Part
    room: Room

    @property
    def segment_ids(self) -> list[str]:
        """Which segment each of its lines begins with."""
        return [line.segment_id for line in self.part.lines]


def _likely(lines: Sequence[Line]) -> int:
    """Return how many chapters so many words mostly have."""
    return max(1, round(sum(line.word_count for line in lines) / WORDS_PER_CHAPTER))


def _placed(draft: OutlineDraft, lines: Sequence[Line]) -> Iterator[ChapterDraft]:
    """Yield the chapters of ``draft`` that begin at one of ``lines``, with the segment that it stands for."""
    for chapter in draft.chapters:
        place = line_number(chapter.first_segment_id)
        if chapter.title.strip() and 1 <= place <= len(lines):
            segment_id = lines[place - 1].segment_id
            yield ChapterDraft(title=chapter.title[:LONGEST_TITLE], first_segment_id=segment_id)
