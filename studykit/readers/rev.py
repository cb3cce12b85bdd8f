"""Rev's JSON, of its recogniser and of its human transcribers.

    {"monologues": [{"speaker": 0, "elements": [
      {"type": "text", "value": "The", "ts": 0.5, "end_ts": 0.7}, {"type": "punct", "value": " "}]}]}

Times are seconds or a clock. The values of a monologue, spaces among them, make up what is said; a list of
speakers, where there is one, names them.
"""

import re
from collections.abc import Iterator, Mapping

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, Record, certain_if, dig, records, speaker_name, string
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, sentences, spaced

_SOUND = re.compile(r"<([a-z_ -]{2,40})>")
_ELEMENT = Fields(text=("value",), start=("ts", "timestamp"), end=("end_ts", "end_timestamp"))


def sniff(source: Source) -> Confidence:
    """Judge by monologues that consist of elements."""
    return certain_if(source, lambda value: isinstance(dig(value, "monologues", 0, "elements"), list))


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a monologue or an element is broken."""
    listed = records(dig(source.json, "speakers"), source.name, "speaker")
    names = {str(speaker.get("id")): string(speaker.get("name")) for speaker in listed}
    monologues = records(dig(source.json, "monologues"), source.name, "monologue")
    cues = [
        cue
        for number, monologue in enumerate(monologues, 1)
        for cue in sentences(spaced(list(_words(monologue, names, f"{source.name}, monologue {number}"))))
    ]
    return assemble(Findings(episode(source.name), utterances(cues, on_change=False)), source.name)


def _words(monologue: Record, names: Mapping[str, str], where: str) -> Iterator[Word]:
    speaker = monologue.get("speaker")
    name = names.get(str(speaker)) or string(dig(speaker, "name")) or speaker_name(speaker)
    for number, element in enumerate(records(monologue.get("elements"), where, "element"), 1):
        sound = _SOUND.fullmatch(string(element.get("value")) or f"<{string(element.get('name'))}>")
        known = {"value": f" [{sound[1]}] "} if sound else {}
        yield _ELEMENT.read({**element, **known, "speaker": name}, f"{where}, element {number}")


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
