"""WebVTT captions, with voices or without.

    WEBVTT

    00:00:01.000 --> 00:00:04.000
    <v Ana Ruiz>The forgetting curve falls fast.

After "WebVTT: The Web Video Text Tracks Format" (W3C, 2019) and the Podcasting 2.0 transcript page. Hours may
be missing or have one digit; NOTE, STYLE and REGION blocks are not talk.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.model import Episode, Transcript
from studykit.notices import Notice
from studykit.readers._cues import Cue, plain_text, utterances
from studykit.readers._episode import episode
from studykit.readers._times import cue_times
from studykit.readers._turns import Findings, assemble
from studykit.text import squeeze

_NOT_TALK = ("NOTE", "STYLE", "REGION")
_TIME = re.compile(r"(?:\d+:)+\d+[.,]\d")
_TIMES = re.compile(r"\d[\d:.,]{3,20}\s*-->\s*\d")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,100})?[ \t]+([^<>\n]{1,200})>|</v>")
_LANGUAGE = re.compile(r"(?im)^language:\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})?)\s*$")

Block = list[tuple[int, str]]


def sniff(source: Source) -> Confidence:
    """Judge by the signature that the format demands."""
    first = source.head.lstrip("\n ")[:7]
    return Confidence.CERTAIN if re.match(r"WEBVTT(?:\s|$)", first) else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a cue's times are broken, with the line."""
    blocks = list(_continued(part for block in _blocks(source.text) for part in _cut_at_times(block)))
    head = blocks[0] if blocks and blocks[0][0][1].startswith("WEBVTT") else []
    cues: list[Cue] = []
    stray: Block = []
    for block in blocks[1:] if head else blocks:
        if block[0][1].split(maxsplit=1)[0] not in _NOT_TALK:
            at = _timing_index(block, source.name)
            stray.extend(block if at is None else ())
            cues.extend(() if at is None else _cues(block, at, source.name))
    return assemble(
        Findings(_described(head, source.name), utterances(cues), notices=_stray_notice(stray, source.name)),
        source.name,
    )


def _cut_at_times(block: Block) -> Iterator[Block]:
    """Cut a block where times follow without a blank line before: below the header, or between cues.

    A number right above such times is talk, unless the cues of this block have numbers.
    """
    times = [index for index, (_, line) in enumerate(block) if _TIMES.match(line)]
    if block[0][1].split(maxsplit=1)[0] in _NOT_TALK or not times:
        yield block
        return
    numbered = times[0] > 0 and block[times[0] - 1][1].isdecimal()
    is_head = block[0][1].startswith("WEBVTT")
    cuts = [time - (numbered and block[time - 1][1].isdecimal()) for time in times[0 if is_head else 1 :]]
    for begin, end in pairwise([0, *cuts, len(block)]):
        yield block[begin:end]


def _continued(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks; one without times right below a cue is what the cue goes on to say.

    The format forbids blank lines in cues; those who write it do not always know.
    """
    open_cue: Block = []
    for block in blocks:
        is_cue = any("-->" in line or _TIME.match(line) for _, line in block[:2])
        if open_cue and not is_cue and block[0][1].split(maxsplit=1)[0] not in _NOT_TALK:
            open_cue += [] if len(block) == 1 and block[0][1].isdecimal() else block
            continue
        if open_cue:
            yield open_cue
        open_cue = list(block) if is_cue else []
        if not is_cue:
            yield block
    if open_cue:
        yield open_cue


def _blocks(text: str) -> Iterator[Block]:
    block: Block = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            block.append((number, line.strip()))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _described(head: Block, source_name: str) -> Episode:
    """Return what the header tells: ``WEBVTT - Title`` as Omny writes, ``Language: en`` as YouTube does."""
    if not head:
        return episode(source_name)
    language = _LANGUAGE.search("\n".join(line for _, line in head))
    title = head[0][1].removeprefix("WEBVTT").strip(" \t-–—")
    return episode(source_name, title=title, language=language[1].lower() if language else "")


def _timing_index(block: Block, source_name: str) -> int | None:
    """Return where in ``block`` the times stand: on its first line, or its second below an identifier."""
    for index, (number, line) in enumerate(block[:2]):
        if "-->" in line:
            return index
        if _TIME.match(line):
            raise ReadError(
                "cue has no end time",
                where=f"{source_name}:{number}",
                hint="expected 00:00:01.000 --> 00:00:04.000",
            )
    return None


def _cues(block: Block, at: int, source_name: str) -> Iterator[Cue]:
    number, timing = block[at]
    start_ms, end_ms = cue_times(timing, f"{source_name}:{number}")
    text = "\n".join(line for _, line in block[at + 1 :])
    for voice, said in _voices(text):
        yield Cue(start_ms, end_ms, plain_text(said), squeeze(plain_text(voice)))


def _voices(text: str) -> Iterator[tuple[str, str]]:
    """Return who says what in one cue; the name is empty where no voice is given."""
    voice, begin = "", 0
    for tag in _VOICE.finditer(text):
        if text[begin : tag.start()].strip():
            yield voice, text[begin : tag.start()]
        voice, begin = tag[1] or "", tag.end()
    if text[begin:].strip():
        yield voice, text[begin:]


def _stray_notice(stray: Block, source_name: str) -> tuple[Notice, ...]:
    if not stray:
        return ()
    number, line = stray[0]
    text = f"{len(stray)} line{'s' * (len(stray) > 1)} outside of any cue left out, the first “{line[:60]}”"
    return (Notice(code="text-outside-cues", text=text, where=f"{source_name}:{number}"),)


READER = Reader(extensions=("vtt", "webvtt"), sniff=sniff, parse=parse)
