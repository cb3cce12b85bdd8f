"""Builds of a short talk by the models of a server."""

from functools import cache
from pathlib import Path

from studykit import builder, readers
from studykit.contracts import ModelSettings
from studykit.model import StudyDocument, Transcript
from studykit.sources import open_source
from studykit.templates import Templates
from studykit.text import fold
from tests.model_server import Asked, Behaviour, ModelServer, Script, model_server, recorded, says, well

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "why-sourdough-rises.md"
STARTER, DOUGH = "What lives in a starter", "Water, salt and gluten"
NAME = "openai:test"
GOOD = recorded("sourdough")
JAR = "Why does a jar of sourdough starter protect itself from moulds and germs?"


@cache
def talk_of_two_chapters() -> Transcript:
    """The first two chapters of the example."""
    whole = readers.read(open_source(str(EXAMPLE)))
    first, second, third, *_ = whole.chapters
    turns = tuple(turn for turn in whole.turns if (turn.start_ms or 0) < (third.start_ms or 0))
    return whole.model_copy(update={"turns": turns, "chapters": (first, second)})


def build(
    served: ModelServer,
    transcript: Transcript | None = None,
    templates: Templates | None = None,
    *,
    name: str = NAME,
    **changes: object,
) -> StudyDocument:
    """Return what the models of ``served`` make of ``transcript``; ``changes`` are to the settings."""
    asking = {"base_url": served.url, "pause_s": 0.01, **changes}
    return builder.build(
        transcript or talk_of_two_chapters(),
        name,
        templates or Templates(),
        cards=40,  # all that pass
        report=lambda *_: None,
        models=ModelSettings(**asking),
    )


def first_chapter(first: object, second: object = None) -> Script:
    """Return what answers the first chapter with ``first``, about it again with ``second``, the rest well."""
    rest = well(GOOD)

    def script(asked: Asked) -> Behaviour:
        if asked.chapter != STARTER:
            return rest(asked)
        reply = second if asked.is_second else first
        return reply if callable(reply) else says(reply if reply is not None else {})

    return script


def built(script: Script, **changes: object) -> tuple[StudyDocument, ModelServer]:
    with model_server(script) as served:
        return build(served, **changes), served


def is_said(document: StudyDocument) -> bool:
    """Whether every quote of ``document`` stands in one turn of the transcript."""
    said = [fold(turn.text) for turn in document.turns]
    return all(any(fold(each.quote) in turn for turn in said) for each in document.citations)
