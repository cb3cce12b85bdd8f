"""The arguments and flags of the commands, each with what help says of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from studykit import registry


def _names(package: str) -> Callable[[str], list[str]]:
    """Return what completes in a shell a list, joined by commas, of the plug-ins of ``package``."""

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        return [before + comma + name for name in registry.names(package) if name.startswith(last)]

    return complete


Transcript = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="The transcript, recording, or feed: a file, a web address, or - for standard input.",
    ),
]
FeedPlace = Annotated[
    str, typer.Argument(metavar="FEED", help="The feed: a web address, a file, or - for standard input.")
]
Study = Annotated[
    str, typer.Argument(metavar="STUDY.JSON", help="A study document, or - for standard input.")
]
Printed = Annotated[str, typer.Argument(metavar="FILE", help="A PDF, or - for standard input.")]
Studies = Annotated[
    list[str],
    typer.Argument(
        metavar="STUDY.JSON…",
        help="Study documents, or folders of builds; - for standard input. Several make one deck.",
    ),
]
AskedOf = Annotated[
    list[str],
    typer.Argument(metavar="STUDY.JSON…", help="Study documents, or folders of builds."),
]
Asked = Annotated[str, typer.Argument(metavar="QUESTION", help="What you want to know.")]
Passages = Annotated[
    int, typer.Option("--limit", metavar="N", min=1, max=50, help="At most so many passages.")
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FORMAT",
        autocompletion=_names("studykit.readers"),
        help="The transcript's format, where it is not recognised.",
    ),
]
EpisodeChoice = Annotated[
    str | None,
    typer.Option(
        "--episode", metavar="N|GUID|latest", help="Which episode of a feed; words of its title will do."
    ),
]
AllowPrivate = Annotated[
    bool | None,
    typer.Option("--allow-private", help="Fetch from private networks too, where you trust who links there."),
]
Limit = Annotated[int, typer.Option(metavar="N", min=1, help="At most so many episodes, the newest.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]
Also = Annotated[
    str | None,
    typer.Option(
        metavar="OTHER",
        help="Another transcript of the same episode, for speakers, times and chapters.",
    ),
]
Chapters = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="A list of the episode's chapters, such as its show notes."),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|DIR", help="What recognises the speech of a recording: a model for faster-whisper."
    ),
]
Vocabulary = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Names and terms as they are written, one a line; or wrong => right."),
]
SpeakerNames = Annotated[
    list[str] | None,
    typer.Option(metavar="LABEL=NAME", help="Who a label is; may be given again for another."),
]
To = Annotated[
    str | None,
    typer.Option(
        metavar="LIST",
        autocompletion=_names("studykit.writers"),
        help="Formats to write, joined by commas.  [default: apkg,pdf,docx,json,md]",
    ),
]
Engine = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|PROVIDER:MODEL",
        autocompletion=_names("studykit.engines"),
        help="What finds the key points: offline, or a language model.  [default: offline]",
    ),
]
AnswerEngine = Annotated[
    str | None,
    typer.Option("--engine", metavar="PROVIDER:MODEL", help="A language model that words the answer."),
]
EssayEngine = Annotated[
    str | None,
    typer.Option(
        "--engine", metavar="PROVIDER:MODEL", help="A language model that rewords the talk for an essay."
    ),
]
BaseUrl = Annotated[
    str | None, typer.Option(metavar="URL", help="A server of your own for that model, such as …/v1.")
]
Verify = Annotated[
    str | None,
    typer.Option(metavar="PROVIDER:MODEL", help="Have a model judge each card against its quotes."),
]
Budget = Annotated[
    str | None, typer.Option(metavar="DOLLARS", help="Stop asking before this is passed, keep what is done.")
]
Concurrency = Annotated[
    int | None, typer.Option(metavar="N", help="At most so many questions at once.  [default: 4]")
]
Temperature = Annotated[
    float | None, typer.Option(metavar="0-2", help="How freely the model writes.  [default: its own]")
]
Timeout = Annotated[
    float | None, typer.Option(metavar="SECONDS", help="How long a model may be silent.  [default: 180]")
]
NoCache = Annotated[
    bool | None, typer.Option("--no-cache", help="Ask anew, and keep no answers for the next time.")
]
Paper = Annotated[str | None, typer.Option(metavar="a4|letter|a5", help="Paper of the guide.  [default: a4]")]
Booklet = Annotated[bool | None, typer.Option("--booklet", help="Two pages on a side, to fold and staple.")]
Nup = Annotated[str | None, typer.Option("--nup", metavar="1|2", help="Pages on a side.  [default: 1]")]
Theme = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FILE", help="Look of the guide: ink-saving, large-print, dyslexia, or a TOML file."
    ),
]
Font = Annotated[
    list[str] | None,
    typer.Option(metavar="FILE", help="TrueType font for letters that no other has; may be repeated."),
]
PageForm = Annotated[
    str | None,
    typer.Option("--layout", metavar="book|cornell", help="Form of the guide's pages.  [default: book]"),
]
Printer = Annotated[str | None, typer.Option(metavar="NAME", help="Which printer.  [default: CUPS's own]")]
Sides = Annotated[
    str | None,
    typer.Option(
        "--duplex",
        metavar="long|short|none",
        help="Print both sides, and turn the sheet on this edge.  [default: as the file says]",
    ),
]
Turned = Annotated[
    str | None,
    typer.Option("--duplex", metavar="long|short", help="The edge that flashcards turn on.  [default: long]"),
]
CardSheet = Annotated[
    str | None,
    typer.Option(metavar="8|10|avery-5371", help="Flashcards on a sheet.  [default: 8]"),
]
Versions = Annotated[str | None, typer.Option(metavar="1-4", help="Versions of the quiz.  [default: 1]")]
Seed = Annotated[
    str | None, typer.Option(metavar="N", help="Another number shuffles the quiz anew.  [default: 1]")
]
Copies = Annotated[int, typer.Option(metavar="N", min=1, max=999, help="How many.")]
Pages = Annotated[str, typer.Option(metavar="LIST", help="Which pages, such as 1-4,7.  [default: all]")]
Cards = Annotated[str | None, typer.Option(metavar="N", help="At most so many cards, the best ones.")]
Deck = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Its deck, such as Podcasts::{show}::{episode}.  [default: {show}]"),
]
Reverse = Annotated[bool | None, typer.Option("--reverse", help="Ask definitions the other way round too.")]
TypeAnswer = Annotated[bool | None, typer.Option("--type-answer", help="Let the learner type the answers.")]
Audio = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Its recording: cards play the seconds in which their words are said."),
]
ClipSound = Annotated[
    str | None,
    typer.Option("--clip-format", metavar="mp3|opus", help="What these seconds become.  [default: mp3]"),
]
AnkiUrl = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Where AnkiConnect listens.  [default: http://127.0.0.1:8765]"),
]
OnlyNew = Annotated[bool, typer.Option("--only-new", help="Leave the notes that Anki has as they are.")]
SuspendRetired = Annotated[
    bool, typer.Option("--suspend-retired", help="Suspend the cards that are not made any more.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
Title = Annotated[str | None, typer.Option(help="The episode's title, where the transcript does not tell.")]
Show = Annotated[str | None, typer.Option(help="The show's name.")]
Date = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The day the episode came out.")]
Url = Annotated[str | None, typer.Option(help="The episode's page, for links on the cards.")]
AudioUrl = Annotated[str | None, typer.Option(help="Its audio file, for links to the second.")]
LinkPattern = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Its link to a moment, with {seconds}, {ms} or {clock} in place of the time.",
    ),
]
EpisodeId = Annotated[
    str | None, typer.Option(help="Its lasting identity: the same one updates the same cards.")
]
Language = Annotated[str | None, typer.Option(metavar="TAG", help="Its language, such as en.")]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Where to write.  [default: output]")]
OutBeside = Annotated[Path | None, typer.Option(metavar="DIR", help="Where to write.  [default: beside it]")]
Format = Annotated[
    str,
    typer.Option(
        metavar="FORMAT",
        autocompletion=_names("studykit.converters"),
        help="The format to write.",
    ),
]
OutFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Where to write.  [default: standard output]")
]
TemplateFolder = Annotated[Path | None, typer.Option(metavar="DIR", help="Your own templates, used first.")]
Quiet = Annotated[bool | None, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Verbose = Annotated[
    bool | None, typer.Option("--verbose", "-v", help="Show every notice, and where errors arose.")
]
Strict = Annotated[bool | None, typer.Option("--strict", help="Exit with 8 where there are notices.")]
