"""Reads a date that a person wrote: ``Nov 25, 2025``, ``25. November 2025``, ``2025-11-25``."""

import re
from datetime import date

_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner enero ene janvier janv janeiro januari gennaio gen",
            "feb february februar febrero février févr fevereiro fev februari febbraio",
            "mar march märz mrz marzo mars março maart mrt",
            "apr april abril abr avril avr aprile",
            "may mai mayo maio mei maggio mag",
            "jun june juni junio juin junho giugno giu",
            "jul july juli julio juillet juil julho luglio lug",
            "aug august agosto ago août agosto augustus",
            "sep sept september septiembre septembre setembro set settembre",
            "oct october oktober okt octubre octobre outubro out ottobre ott",
            "nov november noviembre novembre novembro",
            "dec december dezember dez diciembre dic décembre déc dezembro dicembre",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].{0,30})?")
_MONTH_FIRST = re.compile(r"(?:\w{2,10},\s+)?([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(
    r"(?:\w{2,10},\s+)?(\d{1,2})(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(\d{4})"
)
_TIME_OF_DAY = re.compile(r",?\s+(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s+\S{1,12}){0,3}$")
_LONGEST = 60


def written_date(text: str) -> date | None:
    """Return the day that ``text`` as a whole names, or None; a day without its year names none.

    A time of the day may follow, and a little after it: ``Nov 18, 2025 10:02AM • 42:13``.
    """
    line = text.strip().casefold()
    if len(line) > _LONGEST:
        return None
    line = _TIME_OF_DAY.sub("", line)
    if match := _ISO.fullmatch(line):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_FIRST.fullmatch(line):
        return _day(int(match[3]), _MONTHS.get(match[1], 0), int(match[2]))
    if match := _DAY_FIRST.fullmatch(line):
        return _day(int(match[3]), _MONTHS.get(match[2], 0), int(match[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
