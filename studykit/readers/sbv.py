"""SubViewer captions, which YouTube gives to download.

0:00:01.000,0:00:04.000
The forgetting curve falls fast.
"""

import re

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.readers._cues import Cue, plain_text, utterances
from studykit.readers._episode import episode
from studykit.readers._times import clock_ms
from studykit.readers._turns import Findings, assemble

_CLOCK = r"\d{1,3}:\d{2}:\d{2}\.\d{1,3}"
_TIMES = re.compile(rf"(?m)^({_CLOCK}),({_CLOCK})[ \t]*$\n?")


def sniff(source: Source) -> Confidence:
    """Judge by two times with a comma between them on the first line."""
    return Confidence.CERTAIN if _TIMES.match(source.head.lstrip()) else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where there is no cue in it."""
    _, *parts = _TIMES.split(source.text)
    if not parts:
        raise ReadError(
            "there is no cue in it", where=source.name, hint="expected a line 0:00:01.000,0:00:04.000"
        )
    cues = [
        Cue(clock_ms(start), clock_ms(end), plain_text(said.replace("[br]", "\n")))
        for start, end, said in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]
    return assemble(Findings(episode(source.name), utterances(cues)), source.name)


READER = Reader(extensions=("sbv", "sub"), sniff=sniff, parse=parse)
