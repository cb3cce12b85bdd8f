"""Step 5: asks the engine about each chapter, several at once where it can; rules stand in where it fails."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from studykit.contracts import Engine, Stretch
from studykit.drafts import StudyDraft
from studykit.errors import AnswerError
from studykit.model import Chapter
from studykit.notices import Notice
from studykit.progress import Report


@dataclass(frozen=True)
class Minds:
    """Who thinks: the ``engine`` that the user chose, and the ``rules`` that stand in where it has no answer.

    ``rules`` is None where nothing may stand in. ``at_once`` is how many chapters may be asked about at once,
    ``spent`` tells what that has cost until now, "" for nothing.
    """

    engine: Engine
    rules: Callable[[], Engine] | None = None
    at_once: int = 1
    spent: Callable[[], str] = str


@dataclass(frozen=True)
class Studied:
    """What is claimed of a chapter; ``failed`` tells why it was left to the rules, "" where it was not."""

    chapter: Chapter
    draft: StudyDraft
    failed: str = ""

    def notices(self) -> Iterator[Notice]:
        """Yield that rules stood in, where they did."""
        if self.failed:
            text = f"the model gave no answer that can be used, so rules took the place of it: {self.failed}"
            yield Notice(code="by-rules", text=text, where=self.chapter.title)


def study(chapters: Sequence[Chapter], minds: Minds, report: Report) -> tuple[Studied, ...]:
    """Return what is claimed of each of ``chapters``, in their order.

    Raises EngineError where the engine is not set up, AnswerError where it has no answer and nothing may
    stand in for it.
    """
    titles = tuple(chapter.title for chapter in chapters)
    stretches = {
        number: Stretch(each.title, each.first_segment_id, each.last_segment_id, number + 1, titles)
        for number, each in enumerate(chapters)
        if each.first_segment_id
    }
    drafts = _asked(stretches, minds, report)
    return tuple(
        _settled(chapter, drafts.get(number, StudyDraft()), stretches.get(number), minds)
        for number, chapter in enumerate(chapters)
    )


def _asked(
    stretches: dict[int, Stretch], minds: Minds, report: Report
) -> dict[int, StudyDraft | AnswerError]:
    """Return the draft of each stretch, or why there is none."""
    report(_step(minds), 0, len(stretches))
    found: dict[int, StudyDraft | AnswerError] = {}
    for number, draft in _one_by_one(stretches, minds) if minds.at_once == 1 else _at_once(stretches, minds):
        found[number] = draft
        report(_step(minds), len(found), len(stretches))
    return found


def _one_by_one(
    stretches: dict[int, Stretch], minds: Minds
) -> Iterator[tuple[int, StudyDraft | AnswerError]]:
    for number, stretch in stretches.items():
        yield number, _draft(stretch, minds)


def _at_once(stretches: dict[int, Stretch], minds: Minds) -> Iterator[tuple[int, StudyDraft | AnswerError]]:
    """Yield the drafts as they come; what ends this ends the questions that nobody has begun to answer."""
    threads = ThreadPoolExecutor(minds.at_once, thread_name_prefix="chapter")
    try:
        waiting = {threads.submit(_draft, each, minds): number for number, each in stretches.items()}
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _draft(stretch: Stretch, minds: Minds) -> StudyDraft | AnswerError:
    try:
        return minds.engine.study(stretch)
    except AnswerError as error:
        return error


def _settled(
    chapter: Chapter, draft: StudyDraft | AnswerError, stretch: Stretch | None, minds: Minds
) -> Studied:
    """Return what is claimed of ``chapter``, by the rules where the engine has no answer and they may."""
    if isinstance(draft, StudyDraft) or stretch is None:
        return Studied(chapter, draft if isinstance(draft, StudyDraft) else StudyDraft())
    if minds.rules is None:
        raise draft
    return Studied(chapter, minds.rules().study(stretch), draft.what)


def _step(minds: Minds) -> str:
    spent = minds.spent()
    return f"studying, {spent}" if spent else "studying"
