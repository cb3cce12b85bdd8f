"""TTML captions, also as Apple Podcasts has them, and its elder DFXP.

    <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><body><div>
      <p begin="0.5" end="2.0" ttm:agent="SPEAKER_1">The forgetting curve falls fast.</p></div></body></tt>

After "Timed Text Markup Language 2" (W3C, 2018). Elements count by their local names. Apple writes a span for
each word and no space between; syllables, as in lyrics, have spaces between the words they make up. A time
before that of the element around it says that the times of the file count from there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element  # the type alone; defusedxml does the parsing

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import Cue, utterances
from studykit.readers._episode import episode
from studykit.readers._records import language_code, speaker_name
from studykit.readers._times import clock_ms, time_ms
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, sentences
from studykit.text import clean, squeeze
from studykit.xml import attributes, local, root

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!--.{0,2000}?-->\s*|<!DOCTYPE[^>]{0,300}>\s*){0,5}<(?:\w+:)?tt[\s>]",
    re.DOTALL,
)
_FRAMES = re.compile(r"(\d+:\d+:\d+):(\d+(?:\.\d+)?)")
_OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s|f|t)")
_UNITS_MS = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
_NOT_TALK = frozenset({"metadata", "set", "desc", "title", "agent", "name"})


@dataclass(frozen=True)
class _Place:
    """What the elements around a piece of text say of it; ``is_word`` that it stands in a timed span."""

    begin_ms: int | None = None
    end_ms: int | None = None
    agent: str = ""
    is_word: bool = False


@dataclass(frozen=True)
class _Document:
    """What holds for the whole file: how long frame and tick are, and whether times add up."""

    name: str
    frame_ms: float
    tick_ms: float
    adds_up: bool = False

    def place(self, element: Element, around: _Place) -> _Place:
        """Return what ``element`` and the elements around it say of the text in it."""
        said = attributes(element)
        shift_ms = (around.begin_ms or 0) if self.adds_up else 0
        begin_ms, end_ms, lasts_ms = (self._time(said.get(key)) for key in ("begin", "end", "dur"))
        begins_ms = around.begin_ms if begin_ms is None else begin_ms + shift_ms
        ends_ms = around.end_ms if end_ms is None else end_ms + shift_ms
        if end_ms is None and lasts_ms is not None:
            ends_ms = (begins_ms or 0) + lasts_ms
        if begins_ms is not None and ends_ms is not None:
            ends_ms = max(begins_ms, ends_ms)
        is_word = local(element.tag) == "span" and (begin_ms is not None or around.is_word)
        return _Place(begins_ms, ends_ms, said.get("agent", around.agent), is_word)

    def _time(self, value: str | None) -> int | None:
        """Return a clock, an offset with its unit, or bare seconds, in milliseconds (TTML2 section 12.3)."""
        if value is None:
            return None
        text = value.strip()
        if frames := _FRAMES.fullmatch(text):
            whole_ms = clock_ms(frames[1])
            return None if whole_ms is None else whole_ms + round(float(frames[2]) * self.frame_ms)
        offset = _OFFSET.fullmatch(text)
        if offset is None:
            return time_ms(text, self.name)
        unit_ms = {**_UNITS_MS, "f": self.frame_ms, "t": self.tick_ms}[offset[2]]
        return time_ms(float(offset[1]) * unit_ms, self.name, unit_ms=1)


def sniff(source: Source) -> Confidence:
    """Judge by the name of the root element."""
    return Confidence.CERTAIN if _OPENING.match(source.head) else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where it is no XML or a time is broken."""
    top = root(source)
    bodies = [element for element in top.iter() if local(element.tag) == "body"]
    document = _document(top, source.name)
    if any(_counts_from_parent(body, document) for body in bodies):
        document = replace(document, adds_up=True)
    paragraphs = [p for body in bodies for p in _paragraphs(body, document.place(body, _Place()), document)]
    names = _names(top)
    cues = [_named(cue, names) for cue in _cues(paragraphs)]
    title = next((e.text or "" for e in top.iter() if local(e.tag) == "title"), "")
    about = episode(source.name, title=clean(title), language=language_code(attributes(top).get("lang")))
    said = utterances(cues, on_change=not any(cue.speaker for cue in cues))
    return assemble(Findings(about, said), source.name)


def _document(top: Element, source_name: str) -> _Document:
    said = attributes(top)
    rate = _number(said.get("frameRate"), 30.0) * _multiplier(said.get("frameRateMultiplier", ""))
    ticks = _number(said.get("tickRate"), rate if "frameRate" in said else 1.0)
    return _Document(source_name, 1000 / rate, 1000 / ticks)


def _number(value: str | None, otherwise: float) -> float:
    return float(value) if value and re.fullmatch(r"[1-9]\d{0,8}", value) else otherwise


def _multiplier(value: str) -> float:
    parts = re.fullmatch(r"([1-9]\d{0,5})[ :]([1-9]\d{0,5})", value)
    return int(parts[1]) / int(parts[2]) if parts else 1.0


def _names(top: Element) -> Mapping[str, str]:
    """Return the agents by id with the name that the head gives them."""
    agents = (agent for agent in top.iter() if local(agent.tag) == "agent")
    named = (
        (attributes(a).get("id", ""), next((n.text for n in a if local(n.tag) == "name"), "")) for a in agents
    )
    return {agent_id: squeeze(clean(name)) for agent_id, name in named if name}


def _named(cue: Cue, names: Mapping[str, str]) -> Cue:
    agents = [names.get(agent) or speaker_name(agent) for agent in cue.speaker.split()]
    return replace(cue, speaker=" & ".join(agents))


def _counts_from_parent(body: Element, document: _Document) -> bool:
    waiting = [(body, document.place(body, _Place()))]
    while waiting:
        element, place = waiting.pop()
        for child in element:
            inner = document.place(child, place)
            if place.begin_ms is not None and inner.begin_ms is not None and inner.begin_ms < place.begin_ms:
                return True
            waiting.append((child, inner))
    return False


def _paragraphs(element: Element, place: _Place, document: _Document) -> Iterator[list[tuple[str, _Place]]]:
    """Yield the pieces of text of each paragraph, with what is said of them."""
    for child in element:
        inner = document.place(child, place)
        if local(child.tag) == "p":
            yield list(_pieces(child, inner, document))
        elif local(child.tag) not in _NOT_TALK:
            yield from _paragraphs(child, inner, document)


def _pieces(element: Element, place: _Place, document: _Document) -> Iterator[tuple[str, _Place]]:
    if element.text:
        yield _one_space(element.text), place
    for child in element:
        if local(child.tag) == "br":
            yield "\n", place
        elif local(child.tag) not in _NOT_TALK:
            pieces = list(_pieces(child, document.place(child, place), document))
            if pieces and "unit" in attributes(child):  # Apple's words and sentences have no space between
                pieces[0] = (" " + pieces[0][0], pieces[0][1])
            yield from pieces
        if child.tail:
            yield _one_space(child.tail), place


def _one_space(text: str) -> str:
    return re.sub(r"\s+", " ", clean(text))


def _cues(paragraphs: list[list[tuple[str, _Place]]]) -> Iterator[Cue]:
    gap = "" if any(_is_spaced(pieces) for pieces in paragraphs) else " "
    for pieces in paragraphs:
        if any(place.is_word for _, place in pieces):
            yield from sentences(_word(text, place, gap) for text, place in pieces)
        elif pieces:
            place = pieces[0][1]
            text = "".join(text for text, _ in pieces)
            rows = (squeeze(row) for row in text.split("\n"))
            yield Cue(place.begin_ms, place.end_ms, "\n".join(row for row in rows if row), place.agent)


def _is_spaced(pieces: list[tuple[str, _Place]]) -> bool:
    """Return whether there is a space between two timed spans, or in one."""
    places = [index for index, (_, place) in enumerate(pieces) if place.is_word]
    return bool(places) and any(" " in text for text, _ in pieces[places[0] : places[-1] + 1])


def _word(text: str, place: _Place, gap: str) -> Word:
    if place.is_word:
        return Word(gap + text, place.begin_ms, place.end_ms, place.agent)
    return Word(text.replace("\n", " "), speaker=place.agent)


READER = Reader(extensions=("ttml", "dfxp", "xml"), sniff=sniff, parse=parse)
