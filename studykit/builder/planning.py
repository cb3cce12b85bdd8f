"""Reckons what a model would be asked about an episode, without asking it anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from studykit import registry
from studykit.builder.outline import outline
from studykit.builder.thinking import RULES
from studykit.builder.timeline import Timeline
from studykit.contracts import EngineKind, ModelSettings, Stretch
from studykit.model import Chapter, Transcript
from studykit.prompting import ModelEngine, Prompts, plan_review, plan_verify, room_of
from studykit.services import Services, Usage, is_model
from studykit.templates import Templates


@dataclass(frozen=True)
class Plan:
    """What each step would ask, by its name; none where the engine asks nobody."""

    steps: tuple[tuple[str, Usage], ...]

    @property
    def total(self) -> Usage:
        """What all of it would take."""
        return reduce(add, (usage for _, usage in self.steps), Usage())


def plan(
    transcript: Transcript, name: str, templates: Templates, settings: ModelSettings, opening: str
) -> Plan:
    """Return about what studying ``transcript`` with the engine ``name`` would take.

    Where chapters are to be found too, those of the rules stand in for the reckoning. A second question
    about what is not borne out is not reckoned: mostly one chapter in three needs one.
    """
    if not is_model(name) and not settings.verify:
        return Plan(())
    rules = registry.load("studykit.engines", RULES, EngineKind).connect(transcript, templates)
    chapters, _ = outline(transcript, rules, Timeline(transcript), opening=opening)
    with Services(settings, templates, dry_run=True) as services:
        prompts = Prompts(templates)
        steps = list(_by_model(services, name, transcript, chapters, prompts)) if is_model(name) else []
        if settings.verify:
            verifier = services.connect(settings.verify)
            usage = plan_verify(verifier, prompts, room_of(transcript), len(chapters))
            steps.append(("verdicts", usage))
    return Plan(tuple(steps))


def _by_model(
    services: Services,
    name: str,
    transcript: Transcript,
    chapters: Sequence[Chapter],
    prompts: Prompts,
) -> Iterator[tuple[str, Usage]]:
    service = services.connect(name)
    engine = ModelEngine(transcript, service, prompts, lambda _: ())
    titles = tuple(chapter.title for chapter in chapters)
    if all(chapter.origin == "detected" for chapter in chapters):
        yield "chapters", engine.plan_outline()
    for number, chapter in enumerate(chapters, start=1):
        if chapter.first_segment_id:
            ends = chapter.first_segment_id, chapter.last_segment_id
            yield f"chapter {number}", engine.plan(Stretch(chapter.title, *ends, number, titles))
    yield "review", plan_review(service, prompts, room_of(transcript))
