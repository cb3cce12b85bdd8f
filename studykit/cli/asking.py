"""The command ask, and what it tells."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from studykit.cli.flags import (
    AnswerEngine,
    AsJson,
    Asked,
    AskedOf,
    BaseUrl,
    Budget,
    NoCache,
    Passages,
    Quiet,
    Strict,
    Temperature,
    TemplateFolder,
    Timeout,
    Verbose,
)
from studykit.cli.settling import settled
from studykit.cli.telling import STRICT, attempt, progress, say, tell
from studykit.text import clock

if TYPE_CHECKING:
    from studykit.asking import Answer, Found
    from studykit.model import Citation
    from studykit.options import Options

EPILOG = """\b
Examples:
  studykit ask output/on-bread/study.json "Why does salt slow the yeast?"
  studykit ask output "What is autolyse?"

\b
A folder stands for all episodes in it. With --engine PROVIDER:MODEL a
language model words the answer, and what was not said is left out of it.
"""
_NO_SETTINGS = frozenset({"sources", "question", "limit", "as_json"})
_UNANSWERED = "This is not answered here."
_UNANSWERED_NEAREST = "This is not answered here. What comes nearest:"


def ask(
    sources: AskedOf,
    question: Asked,
    *,
    limit: Passages = 3,
    as_json: AsJson = False,
    engine: AnswerEngine = None,
    base_url: BaseUrl = None,
    budget: Budget = None,
    temperature: Temperature = None,
    timeout: Timeout = None,
    no_cache: NoCache = None,
    templates: TemplateFolder = None,
    quiet: Quiet = None,
    verbose: Verbose = None,
    strict: Strict = None,
) -> None:
    """Ask an episode, or several.

    The passages that answer best come with speaker and time, or it is said that none does.
    """
    settings = {name: value for name, value in locals().items() if name not in _NO_SETTINGS}
    options = attempt(lambda: settled(settings), verbose=bool(verbose))
    answer = attempt(lambda: _answer(sources, question, options, limit), verbose=options.verbose)
    if as_json:
        say(answer.model_dump_json(by_alias=True, indent=1))
    else:
        say("\n".join(lines(answer)))
    if not options.quiet:
        tell(answer.notices, verbose=options.verbose)
        for line in () if as_json else asides(answer):
            say(line, err=True)
    if options.strict and answer.notices:
        raise typer.Exit(STRICT)


def _answer(sources: Sequence[str], question: str, options: "Options", limit: int) -> "Answer":
    from studykit import answers  # noqa: PLC0415  --help must not wait for the libraries

    with progress(quiet=options.quiet) as report:
        return answers.answer(sources, question, options, limit, report)


def lines(answer: "Answer") -> Iterator[str]:
    """Yield the answer as it is printed: a model's sentences, then the passages with who says them when."""
    several = len(answer.episodes) > 1
    if not answer.answered:
        yield _UNANSWERED_NEAREST if answer.passages else _UNANSWERED
        yield ""
    for sentence in answer.sentences:
        yield f"{sentence.text} ({'; '.join(dict.fromkeys(map(_place, sentence.citations)))})"
    if answer.sentences:
        yield ""
    for number, found in enumerate(answer.passages if answer.answered else answer.passages[:1], start=1):
        yield from _passage(number, found, with_episode=several)


def _passage(number: int, found: "Found", *, with_episode: bool) -> Iterator[str]:
    told = (_place(found.said), found.episode if with_episode else "", found.chapter)
    yield f"{number}. {' · '.join(filter(None, told))}"
    if found.lead:
        yield f"   [{found.lead.quote}]"
    yield f"   {found.said.quote}"
    if found.link:
        yield f"   {found.link}"
    yield ""


def _place(citation: "Citation") -> str:
    """Return who says it and when; where nothing is known of that, at what share of the words."""
    sign = "≈" if citation.estimated else ""
    at = f"{citation.position:.0%}" if citation.start_ms is None else f"{sign}{clock(citation.start_ms)}"
    return f"{citation.speaker}, {at}" if citation.speaker else at


def asides(answer: "Answer") -> Iterator[str]:
    """Yield what is told beside the answer: words taken for mistyped, and what else may be asked."""
    yield from _read_as(answer.read_as)
    if answer.try_asking and not answer.answered:
        yield "Try asking:"
        yield from (f"  {question}" for question in answer.try_asking)


def _read_as(pairs: Mapping[str, str]) -> Iterator[str]:
    if pairs:
        yield "read as: " + ", ".join(f"{meant} for {typed}" for typed, meant in pairs.items())
