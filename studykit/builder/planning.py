"""Reckons what a model would be asked about an episode, without asking it anything."""

from dataclasses import dataclass
from functools import reduce
from operator import add

from studykit import registry
from studykit.builder.outline import outline
from studykit.builder.thinking import RULES
from studykit.builder.timeline import Timeline
from studykit.contracts import EngineKind, ModelSettings, Stretch
from studykit.model import Transcript
from studykit.prompting import ModelEngine, Prompts, plan_review, plan_verify
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
    if not is_model(name):
        return Plan(())
    rules = registry.load("studykit.engines", RULES, EngineKind).connect(transcript, templates)
    chapters, _ = outline(transcript, rules, Timeline(transcript), opening=opening)
    titles = tuple(chapter.title for chapter in chapters)
    with Services(settings, templates, dry_run=True) as services:
        service, prompts = services.connect(name), Prompts(templates)
        verifier = services.connect(settings.verify) if settings.verify else None
        engine = ModelEngine(transcript, service, prompts, lambda _: ())
        steps = [] if chapters[0].origin == "given" else [("chapters", engine.plan_outline())]
        for number, chapter in enumerate(chapters, start=1):
            if chapter.first_segment_id:
                stretch = Stretch(
                    chapter.title, chapter.first_segment_id, chapter.last_segment_id, number, titles
                )
                steps.append((f"chapter {number}", engine.plan(stretch)))
        steps.append(("review", plan_review(service, prompts, engine.room)))
        if verifier:
            steps.append(("verdicts", plan_verify(verifier, prompts, engine.room, len(chapters))))
    return Plan(tuple(steps))
