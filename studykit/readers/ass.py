"""Advanced SubStation Alpha captions, as subtitle editors save them.

    [Events]
    Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
    Dialogue: 0,0:00:01.00,0:00:04.00,Default,Ana Ruiz,0,0,0,,The forgetting curve falls fast.

Styles, comments and drawings are not talk. After "Sub Station Alpha v4.00+ Script Format".
"""

import re
from collections.abc import Iterator

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.readers._cues import Cue, plain_text, utterances
from studykit.readers._episode import episode
from studykit.readers._times import clock_ms
from studykit.readers._turns import Findings, assemble
from studykit.text import squeeze

_SECTION = re.compile(r"\s*(?:;[^\n]{0,300}\n\s*)*\[(?:Script Info|V4\+? Styles|Events)\]", re.IGNORECASE)
_FORMAT = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_TITLE = re.compile(r"(?mi)^Title:[ \t]*(\S[^\n]{0,300})$")
_OVERRIDE = re.compile(r"\{[^{}]*\}")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}")
_BREAKS = re.compile(r"\\[Nn]")


def sniff(source: Source) -> Confidence:
    """Judge by the name of the first section."""
    return Confidence.CERTAIN if _SECTION.match(source.head) else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError, with the line, where a time is broken."""
    title = _TITLE.search(source.head)
    cues = sorted(_cues(source), key=lambda cue: cue.start_ms or 0)
    about = episode(source.name, title=title[1] if title else "")
    return assemble(Findings(about, utterances(cues)), source.name)


def _cues(source: Source) -> Iterator[Cue]:
    names: tuple[str, ...] = _FORMAT
    for number, line in enumerate(source.text.split("\n"), 1):
        kind, _, rest = line.partition(":")
        if kind.strip() == "Format":
            names = tuple(name.strip().lower() for name in rest.split(","))
        elif kind.strip() == "Dialogue":
            event = dict(zip(names, rest.split(",", len(names) - 1), strict=False))
            where = f"{source.name}:{number}"
            if not _DRAWING.search(event.get("text", "")):
                yield Cue(
                    _time(event.get("start", ""), where),
                    _time(event.get("end", ""), where),
                    plain_text(_plain(event.get("text", ""))),
                    squeeze(event.get("name", "") or event.get("actor", "")),
                )


def _time(clock: str, where: str) -> int:
    milliseconds = clock_ms(clock)
    if milliseconds is None:
        raise ReadError(f"the time is broken: {clock[:40]}", where=where, hint="expected 0:00:01.00")
    return milliseconds


def _plain(text: str) -> str:
    return _BREAKS.sub("\n", _OVERRIDE.sub("", text)).replace("\\h", " ")


READER = Reader(extensions=("ass", "ssa"), sniff=sniff, parse=parse)
