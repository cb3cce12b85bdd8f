"""Reads what a copied page tells of its episode: title, show, date, who is host and who is guest."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from studykit.model import Episode, Role
from studykit.readers._dates import written_date
from studykit.readers._episode import episode
from studykit.readers._furniture import is_furniture, is_heading_like
from studykit.readers._labels import Label, stamp
from studykit.readers._lines import CELL, Line
from studykit.readers._names import is_titled
from studykit.text import bare, fold

_BETWEEN = re.compile(r"\s+[-–—|·•]\s+")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}", re.IGNORECASE)
_SHOW_WORD = re.compile(r"\b(?:podcast|show|radio|pod)\b", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?i)(?:hosted by|written by|by|von|par|por|di|door|host|gastgeber|©(?:\s*\d{4})?)"
    r"\s*:?\s+(\S.{1,60}?)(?:\s*[·|•].{0,80})?"
)
_ANNOUNCED = re.compile(r"(?i)(?:full )?trans[ck]ript(?: of| for)?\s*[:–—-]?\s+(\S.{0,200})")
_QUOTED = re.compile(r".{0,40}?[\"“„«](.{1,300})[\"”“»]")
_FEWEST_TITLE_WORDS, _LONGEST_TITLE = 3, 200
_MOST_SHOW_WORDS = 6
_BYLINE_NEAR = 3
_LATEST_AFTER_MS = 30 * 60 * 1000


@dataclass(frozen=True)
class Head:
    """What a page tells of its episode; empty or None where it does not."""

    title: str = ""
    show: str = ""
    published: date | None = None
    duration_ms: int | None = None
    roles: Mapping[str, Role] = field(default_factory=dict)


def read_head(above: Sequence[Line], below: Sequence[Line], labels: Sequence[Label]) -> Head:
    """Return what the lines above and below the transcript tell; ``labels`` are the transcript's."""
    show = _show([*above, *below])
    title, beside = _title([row for row in above if row.text != show and CELL not in row.text])
    day = next((index for index, row in enumerate(above) if written_date(row.text)), None)
    names = list(dict.fromkeys(label.name for label in labels))
    return Head(
        title=title,
        show=beside or show,
        published=None if day is None else written_date(above[day].text),
        duration_ms=_duration(above, labels),
        roles=_roles(names, _hosts(names, above, below, day), title),
    )


def described(head: Head, source_name: str) -> Episode:
    """Return the episode that the page tells of."""
    return episode(
        source_name,
        title=head.title,
        show=head.show,
        published=head.published,
        duration_ms=head.duration_ms,
    )


def _title(rows: Sequence[Line]) -> tuple[str, str]:
    """Return the title and the show's name beside it on its line, "" where there is none.

    A page says its title at least twice: as the page's name, with the site's beside it, and as heading.
    """
    texts = [row.text for row in rows]
    said = Counter(key for text in texts for key in {bare(part) for part, _ in _readings(text)})
    for text in texts:
        for part, beside in _readings(text):
            if said[bare(part)] > 1 and is_heading_like(part):
                return part, "" if not beside or _DOMAIN.fullmatch(beside) else beside
    announced = (
        match[1] for text in texts if (match := _ANNOUNCED.fullmatch(text)) and _may_be_title(match[1])
    )
    first = (
        text for text in texts if _may_be_title(text) and is_heading_like(text) and not is_furniture(text)
    )
    marked = (row.text for row in rows if row.heading)
    return next(announced, next(marked, next(first, ""))), ""


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Return the ways to read a line as a title: in quotes, without the site's name, whole."""
    if match := _QUOTED.fullmatch(text):
        yield from ((match[1], ""),) if _may_be_title(match[1]) else ()
    cuts = [(cut.start(), cut.end()) for cut in _BETWEEN.finditer(text[:_LONGEST_TITLE])]
    for start, end in cuts[:1]:
        if _may_be_title(text[end:]):
            yield text[end:], text[:start]
    for start, end in cuts[-1:]:
        if _may_be_title(text[:start]):
            yield text[:start], text[end:]
    if _may_be_title(text):
        yield text, ""


def _may_be_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and len(text.split()) >= _FEWEST_TITLE_WORDS


def _show(rows: Sequence[Line]) -> str:
    """Return the show's name: the short capitalised line with a word like podcast that comes most often."""
    found = Counter(row.text for row in rows if _may_be_show(row.text))
    return found.most_common(1)[0][0] if found else ""


def _may_be_show(text: str) -> bool:
    short = 1 < len(text.split()) <= _MOST_SHOW_WORDS
    return (
        short
        and _SHOW_WORD.search(text) is not None
        and is_titled(text)
        and is_heading_like(text)
        and not is_furniture(text)
    )


def _hosts(
    names: Sequence[str], above: Sequence[Line], below: Sequence[Line], day: int | None
) -> frozenset[str]:
    """Return the speakers that the page names as its author: beside the date, or in a byline."""
    near = above[max(0, day - _BYLINE_NEAR) : day + _BYLINE_NEAR + 1] if day is not None else []
    bylines = [match[1] for row in [*above, *below] if (match := _BYLINE.fullmatch(row.text[:160]))]
    written = {fold(row.text) for row in near} | {fold(byline) for byline in bylines}
    return frozenset(name for name in names if fold(name) in written)


def _roles(names: Sequence[str], hosts: frozenset[str], title: str) -> dict[str, Role]:
    """Return the roles: the other speaker of an interview is the guest, and so is who is in the title."""
    roles: dict[str, Role] = {name: "host" for name in names if name in hosts}
    others = [name for name in names if name not in hosts]
    if hosts and len(others) == 1 and len(names) == 2:
        return roles | {others[0]: "guest"}
    in_title: dict[str, Role] = {name: "guest" for name in others if hosts and bare(name) in bare(title)}
    return roles | in_title


def _duration(above: Sequence[Line], labels: Sequence[Label]) -> int | None:
    """Return the length that the page's player shows: a time alone, a little after the last turn's."""
    last = max((label.start_ms for label in labels if label.start_ms is not None), default=None)
    if last is None:
        return None
    times = (stamp(row.text) for row in above)
    return next((ms for ms in times if ms is not None and last <= ms <= last + _LATEST_AFTER_MS), None)
