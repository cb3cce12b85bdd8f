"""Has a language model reword the talk for an essay, paragraph by paragraph, and checks what comes back."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial, reduce
from operator import add
from typing import TYPE_CHECKING

from studykit.builder import Rewordings
from studykit.contracts import ModelSettings, Rewriting
from studykit.errors import AnswerError
from studykit.essay import Paragraph, essay
from studykit.model import Making, StudyDocument, Transcript
from studykit.notices import Notice
from studykit.progress import Report
from studykit.prompting import Prompts, Spoken, plan_rewordings, rewordings
from studykit.services import Services, Usage
from studykit.templates import Templates
from studykit.text import words

if TYPE_CHECKING:
    from studykit.services import Service

GROUP_WORDS = 1200
"""So many words are reworded in one answer; of longer ones models shorten the end."""
LEAST_WORDS = 12
"""A shorter paragraph is read as it is."""


@dataclass(frozen=True)
class Reworded:
    """What came of it: the paragraphs that stand, why others do not, and what was asked."""

    rewriting: Rewriting = field(default_factory=Rewriting)
    notices: tuple[Notice, ...] = ()
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True)
class _Asked:
    """A paragraph that is to be reworded, as it is tidied, with its key in the essay."""

    key: str
    spoken: Spoken


def reword(
    document: StudyDocument, model: str, templates: Templates, settings: ModelSettings, report: Report
) -> Reworded:
    """Return the paragraphs of ``document``'s essay as the language model ``model`` words them.

    One that does not say what was said stays as it is tidied, with a notice. Raises EngineError where the
    model is not set up, AnswerError where it gives no answer and ``settings`` are strict.
    """
    groups = list(_groups(_asked(document, templates)))
    with Services(settings, templates) as services:
        ask = partial(_answer, document, services.connect(model), Prompts(templates))
        answers = _answers(groups, ask, settings, report)
        usage = services.spent
    judge = Rewordings(document.transcript, templates)
    kept: dict[str, str] = {}
    notices: list[Notice] = []
    for group, answer in zip(groups, answers, strict=True):
        if isinstance(answer, AnswerError):
            notices.append(_told_of_failure(answer, group[0]))
            continue
        for asked, text in ((group[index], text) for index, text in answer.items()):
            objection = judge.objection(asked.spoken.text, text, asked.spoken.speaker)
            if objection:
                notices.append(_told(objection, asked))
            else:
                kept[asked.key] = text
    return Reworded(Rewriting(model if kept else "", kept), tuple(notices), usage)


def plan(transcript: Transcript, model: str, templates: Templates, settings: ModelSettings) -> Usage:
    """Return about what it would take to have ``model`` reword the essay of ``transcript``.

    Chapters that are not known yet may begin some paragraphs more.
    """
    document = StudyDocument(
        engine=model, episode=transcript.episode, speakers=transcript.speakers, turns=transcript.turns
    )
    prompts = Prompts(templates)
    with Services(settings, templates, dry_run=True) as services:
        service = services.connect(model)
        asked = (
            plan_rewordings(service, prompts, transcript, [each.spoken for each in group])
            for group in _groups(_asked(document, templates))
        )
        return reduce(add, asked, Usage())


def left_of(settings: ModelSettings, making: Making | None) -> ModelSettings:
    """Return ``settings`` with what ``making`` left of the budget: a run has one for all that it asks."""
    if settings.budget is None or making is None:
        return settings
    return replace(settings, budget=settings.budget - Decimal(str(making.price_usd or 0)))


def with_usage(document: StudyDocument, usage: Usage) -> StudyDocument:
    """Return ``document`` with what was asked for its essay in what was asked in all."""
    if usage == Usage():
        return document
    making = document.making or Making(price_usd=0.0)
    known = making.price_usd is not None and usage.price is not None
    price = round((making.price_usd or 0) + float(usage.price or 0), 6) if known else None
    counted = {
        "calls": making.calls + usage.calls,
        "kept": making.kept + usage.kept,
        "input_tokens": making.input_tokens + usage.input_tokens,
        "output_tokens": making.output_tokens + usage.output_tokens,
        "price_usd": price,
    }
    return document.model_copy(update={"making": making.model_copy(update=counted)})


def _asked(document: StudyDocument, templates: Templates) -> Iterator[_Asked]:
    names = document.transcript.names
    for paragraph in essay(document, templates).paragraphs:
        if len(words(paragraph.text)) >= LEAST_WORDS:
            yield _Asked(paragraph.key, Spoken(paragraph.text, _speaker(document, paragraph, names)))


def _speaker(document: StudyDocument, paragraph: Paragraph, names: dict[str, str]) -> str:
    return names.get(document.turns[paragraph.turn].speaker_id or "", "")


def _groups(asked: Iterator[_Asked]) -> Iterator[tuple[_Asked, ...]]:
    """Yield paragraphs together, each group with about GROUP_WORDS at most."""
    held: list[_Asked] = []
    for each in asked:
        if held and sum(len(words(one.spoken.text)) for one in (*held, each)) > GROUP_WORDS:
            yield tuple(held)
            held = []
        held.append(each)
    if held:
        yield tuple(held)


def _answer(
    document: StudyDocument, service: "Service", prompts: Prompts, group: Sequence[_Asked]
) -> dict[int, str] | AnswerError:
    try:
        return rewordings(service, prompts, document.transcript, [each.spoken for each in group])
    except AnswerError as error:
        return error


def _answers(
    groups: Sequence[Sequence[_Asked]],
    ask: "partial[dict[int, str] | AnswerError]",
    settings: ModelSettings,
    report: Report,
) -> list[dict[int, str] | AnswerError]:
    """Return the answer to each of ``groups``, or why there is none; several are asked at once."""
    found: list[dict[int, str] | AnswerError] = []
    threads = ThreadPoolExecutor(settings.concurrency, thread_name_prefix="essay")
    try:
        for done, answer in enumerate(threads.map(ask, groups)):
            report("rewording", done, len(groups))
            if isinstance(answer, AnswerError) and settings.strict:
                raise answer
            found.append(answer)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
    return found


def _told(objection: str, asked: _Asked) -> Notice:
    text = f"a paragraph of the essay stays as it was said, for in the model's wording {objection}"
    return Notice(code="not-borne-out", text=text, where=_beginning(asked))


def _told_of_failure(error: AnswerError, first: _Asked) -> Notice:
    text = f"the model gave no answer that can be used, so a part of the essay is only tidied: {error.what}"
    return Notice(code="by-rules", text=text, where=_beginning(first))


def _beginning(asked: _Asked) -> str:
    return f"{asked.spoken.text[:60]}…"
