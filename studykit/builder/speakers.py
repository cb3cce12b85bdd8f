"""Who is who: one person under several labels, and labels that are no names."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from studykit.errors import UsageError
from studykit.model import Role, Speaker, Transcript, Turn
from studykit.notices import Notice
from studykit.text import is_numbered, slug, squeeze, without_accents

_SHORT_FORM = re.compile(r"(.+?)\s*\(\s*([^()]{1,12})\s*\)")
_INITIALS = re.compile(r"[A-Z](?:\.?\s?[A-Z]){1,3}\.?")
SLIP_TURNS, SLIP_LETTERS = 5, 3
"""A name written otherwise is said at least so many times less often; shorter words are other names."""


def renamed(transcript: Transcript, names: Mapping[str, str]) -> Transcript:
    """Return ``transcript`` with the labels that ``names`` knows under the names it gives.

    Two labels that are given one name become one speaker. Raises UsageError, with the labels there are, where
    a label does not occur.
    """
    by_label = {_folded(speaker.name): speaker for speaker in transcript.speakers}
    wanted: dict[str, str] = {}
    for label, name in names.items():
        if _folded(label) not in by_label:
            there = ", ".join(speaker.name for speaker in transcript.speakers) or "none"
            raise UsageError(f"nobody is called {label!r} in the transcript", hint=f"the labels are: {there}")
        wanted[by_label[_folded(label)].id] = squeeze(name)
    speakers = tuple(
        speaker.model_copy(update={"name": wanted.get(speaker.id, speaker.name)})
        for speaker in transcript.speakers
    )
    same = {speaker.id: _first_called(speaker.name, speakers).id for speaker in speakers}
    return _joined(transcript, speakers, same)


def introduced(transcript: Transcript, people: Mapping[str, Role]) -> Transcript:
    """Return ``transcript`` with names and roles of ``people`` for the speakers whose labels are theirs.

    A label is somebody's where it is the name, or short for this name alone. "Speaker 1" is nobody's, and who
    speaks under no label is not added. A name that is longer than its label is told by a notice.
    """
    owners = {speaker.name: _owner(speaker.name, people) for speaker in transcript.speakers}
    known = {label: name for label, name in owners.items() if name}
    if not known:
        return transcript
    named = renamed(transcript, known)
    speakers = tuple(
        speaker.model_copy(update={"role": people.get(speaker.name, speaker.role)})
        if people.get(speaker.name, "unknown") != "unknown"
        else speaker
        for speaker in named.speakers
    )
    longer = ((label, name) for label, name in known.items() if _folded(label) != _folded(name))
    told = (
        Notice(code="speaker-named", text=f"{label!r} was taken for {name!r}; --speaker tells otherwise")
        for label, name in longer
    )
    return named.model_copy(update={"speakers": speakers, "notices": (*transcript.notices, *told)})


def _owner(label: str, people: Mapping[str, Role]) -> str:
    """Return the one name among ``people`` that ``label`` stands for, "" where there is none or several."""
    same = [name for name in people if _folded(name) == _folded(label)]
    short = [] if is_numbered(label) else [name for name in people if _shortens(label, name)]
    found = same or short
    return found[0] if len(found) == 1 else ""


def merged(transcript: Transcript) -> Transcript:
    """Return ``transcript`` with the labels of one person made one, and a notice for each that went.

    "SL" is "Stephan Livera (SL)", "Jimmy" is "Jimmy Song" where no other Jimmy speaks, and "Jimy Song", said
    once or twice, a slip of the pen; case and accents do not matter. Labels with a number ("Speaker 1") are
    nobody's variant.
    """
    turns = Counter(turn.speaker_id for turn in transcript.turns)
    plain = [_without_short_form(speaker) for speaker in transcript.speakers]
    same: dict[str, str] = {}
    for speaker in transcript.speakers:
        owners = [
            other
            for other in plain
            if other.id != speaker.id
            and (_is_label_of(speaker, other, transcript) or _is_slip_of(speaker, other, turns))
        ]
        same[speaker.id] = owners[0].id if len(owners) == 1 else speaker.id
    for speaker_id in same:  # "SL" for "Stephan" for "Stephan Livera"
        same[speaker_id] = same[same[speaker_id]]
    told = tuple(_notices(transcript.speakers, plain, same))
    joined = _joined(transcript, plain, same)
    return joined.model_copy(update={"notices": (*transcript.notices, *told)}) if told else joined


def _is_label_of(label: Speaker, other: Speaker, transcript: Transcript) -> bool:
    """Whether ``label`` is a shorter way to say the name of ``other``."""
    short, long = label.name, other.name
    if is_numbered(short) or is_numbered(long):
        return False
    if _folded(short) == _folded(long):
        return label.id > other.id
    written = next(speaker.name for speaker in transcript.speakers if speaker.id == other.id)
    form = _SHORT_FORM.fullmatch(written)
    if form and _folded(form.group(2)) == _folded(short):
        return True
    return _shortens(short, long)


def _shortens(short: str, long: str) -> bool:
    """Whether ``short`` is the first or last name, or the initials, of the full name ``long``."""
    parts = [_folded(part) for part in long.split()]
    if _INITIALS.fullmatch(short):
        return len(parts) > 1 and _folded(short) == "".join(part[:1] for part in parts)
    return len(parts) > 1 and len(short.split()) < len(parts) and _folded(short) in {parts[0], parts[-1]}


def _is_slip_of(label: Speaker, other: Speaker, turns: Mapping[str | None, int]) -> bool:
    """Whether ``label`` is the name of ``other`` with one letter wrong, missing or too many."""
    one, two = label.name.split(), other.name.split()
    is_rare = SLIP_TURNS * turns[label.id] <= turns[other.id]
    if not is_rare or len(one) != len(two) or len(one) < 2 or any(sign.isdigit() for sign in label.name):
        return False
    different = [
        pair for pair in zip(map(_folded, one), map(_folded, two), strict=True) if pair[0] != pair[1]
    ]
    return len(different) == 1 and _is_one_letter_off(*different[0])


def _is_one_letter_off(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SLIP_LETTERS or abs(len(one) - len(other)) > 1:
        return False
    head = _shared(one, other)
    tail = _shared(one[head:][::-1], other[head:][::-1])
    return max(len(one), len(other)) - head - tail <= 1


def _shared(one: str, other: str) -> int:
    """Return how many letters the two begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _without_short_form(speaker: Speaker) -> Speaker:
    form = _SHORT_FORM.fullmatch(speaker.name)
    is_short = form and len(form.group(2)) < len(form.group(1))
    return speaker.model_copy(update={"name": squeeze(form.group(1))}) if form and is_short else speaker


def _notices(
    before: Sequence[Speaker], after: Sequence[Speaker], same: Mapping[str, str]
) -> Iterator[Notice]:
    names = {speaker.id: speaker.name for speaker in after}
    for speaker in before:
        if same[speaker.id] != speaker.id:
            text = f"{speaker.name!r} was taken for {names[same[speaker.id]]!r}; --speaker tells otherwise"
            yield Notice(code="speaker-merged", text=text)


def _first_called(name: str, speakers: Sequence[Speaker]) -> Speaker:
    return next(speaker for speaker in speakers if _folded(speaker.name) == _folded(name))


def _joined(transcript: Transcript, speakers: Sequence[Speaker], same: Mapping[str, str]) -> Transcript:
    """Return ``transcript`` with each speaker in place of those that are the same; turns are not joined."""
    roles = {same[speaker.id]: speaker.role for speaker in speakers if speaker.role != "unknown"}
    kept = tuple(
        speaker.model_copy(update={"role": roles.get(speaker.id, speaker.role)})
        for speaker in speakers
        if same[speaker.id] == speaker.id
    )
    turns = tuple(
        Turn(speaker_id=same.get(turn.speaker_id or "", turn.speaker_id), segments=turn.segments)
        for turn in transcript.turns
    )
    return transcript.model_copy(update={"speakers": kept, "turns": turns})


def _folded(name: str) -> str:
    """Return a name without case, accents, dots and spaces."""
    return slug(without_accents(name)).replace("-", "")
