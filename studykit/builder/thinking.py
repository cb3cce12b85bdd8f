"""Who thinks about an episode: the rules of an engine of ours, or a language model under our rules."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from studykit import registry
from studykit.builder.assemble import Edit
from studykit.builder.doubts import doubtful
from studykit.builder.editing import Edition
from studykit.builder.editor import Editor
from studykit.builder.rubric import Judge
from studykit.builder.study import Minds, Studied
from studykit.contracts import Engine, EngineKind, ModelSettings
from studykit.model import Making, Transcript
from studykit.notices import Notice
from studykit.prompting import ModelEngine, Prompts
from studykit.services import Services, is_model
from studykit.templates import Templates

if TYPE_CHECKING:
    from studykit.services import Service

RULES = "offline"
"""The engine that stands in for a model."""


@dataclass(frozen=True)
class Thinking:
    """All that thinks in a run: the ``minds``, who edits what they found, and what is told at the end."""

    minds: Minds
    edit: Edit
    made: Callable[[Sequence[Studied]], Making | None]
    notices: Callable[[], tuple[Notice, ...]]


@contextmanager
def thinking(
    name: str,
    transcript: Transcript,
    templates: Templates,
    *,
    judge: Judge,
    settings: ModelSettings,
) -> Iterator[Thinking]:
    """Give who thinks about ``transcript``: the engine ``name``, or the model of that name.

    Raises UsageError where there is no such engine or provider, EngineError where it is not set up.
    """
    if not is_model(name) and not settings.verify:
        yield Thinking(Minds(_engine(name, transcript, templates)), Edition, lambda _: None, tuple)
        return
    with Services(settings, templates) as services:
        service = services.connect(name) if is_model(name) else None
        verifier = services.connect(settings.verify) if settings.verify else None
        prompts = Prompts(templates)
        minds = (
            Minds(_engine(name, transcript, templates))
            if service is None
            else Minds(
                ModelEngine(transcript, service, prompts, partial(doubtful, judge=judge)),
                None if settings.strict else cache(partial(_engine, RULES, transcript, templates)),
                settings.concurrency,
                partial(_price, services),
            )
        )
        yield Thinking(
            minds,
            Editor(service, verifier, prompts, judge, strict=settings.strict).edit,
            partial(_making, services, service, prompts, settings),
            partial(_told, services),
        )


def _engine(name: str, transcript: Transcript, templates: Templates) -> Engine:
    return registry.load("studykit.engines", name, EngineKind).connect(transcript, templates)


def _making(
    services: Services,
    service: "Service | None",
    prompts: Prompts,
    settings: ModelSettings,
    studied: Sequence[Studied],
) -> Making:
    spent = services.spent
    return Making(
        answered_by=service.answered_by if service else "",
        prompts=prompts.version,
        temperature=settings.temperature,
        calls=spent.calls,
        kept=spent.kept,
        input_tokens=spent.input_tokens,
        output_tokens=spent.output_tokens,
        price_usd=None if spent.price is None else round(float(spent.price), 6),
        verified_by=settings.verify,
        by_rules=tuple(each.chapter.id for each in studied if each.failed),
    )


def _price(services: Services) -> str:
    """Return what was spent until now, as it is shown; "" where no price is known."""
    price = services.spent.price
    return "" if price is None else f"${price:.3f}"


def _told(services: Services) -> tuple[Notice, ...]:
    if not services.trouble:
        return ()
    text = f"answers are not kept, so the next run asks again: {services.trouble}"
    return (Notice(code="not-kept", text=text),)
