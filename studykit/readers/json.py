"""Any other JSON that holds talk in pieces, as meeting programs, datasets and scripts write it.

    {"meeting": {"turns": [
      {"speaker_name": "Ana Ruiz", "startTime": 500, "sentence": "The forgetting curve falls fast."}]}}

The talk is the list with the most words in fields called text, content, sentence or the like; other fields of
its items, or of what they stand in, tell who speaks and when. Times are seconds, or what parts of a second
give the pace of speech.
"""

import math

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._records import dig, language_code, speaker_name, string
from studykit.readers._tables import Row, Table, number, talk
from studykit.readers._times import time_ms
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, cues
from studykit.text import clean

_FEWEST_WORDS = 8
_PARTS = (1, 1000, 1_000_000, 10_000_000)  # of a second: in AssemblyAI, Google and .NET
_WORDS_PER_SECOND = 2.5


def sniff(source: Source) -> Confidence:
    """Judge by a list of texts with speakers or times; a known format is surer of itself."""
    try:
        table = talk(source.json)
    except ReadError:
        return Confidence.NO
    is_talk = table is not None and (table.speaker or table.start) and _word_count(table) >= _FEWEST_WORDS
    return Confidence.MAYBE if is_talk else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where there is no list of texts in it."""
    table = talk(source.json)
    if table is None:
        raise ReadError(
            "there is no list of texts in it", where=source.name, hint='expected [{"speaker": …, "text": …}]'
        )
    parts = _parts(table)
    where = f"{source.name}, {table.text}"
    words = [_word(row, table, parts, f"{where} {count}") for count, row in enumerate(table.rows, 1)]
    about = episode(
        source.name,
        title=string(dig(source.json, "title")),
        show=string(dig(source.json, "show")),
        language=language_code(dig(source.json, "language")),
    )
    return assemble(Findings(about, utterances(cues(words), on_change=False)), source.name)


def _word(row: Row, table: Table, parts: int, where: str) -> Word:
    start_ms, end_ms = (_ms(row, field, parts, where) for field in (table.start, table.end))
    if start_ms is not None and end_ms is not None:
        end_ms = max(start_ms, end_ms)
    return Word(clean(str(row[table.text])), start_ms, end_ms, speaker_name(row.get(table.speaker)))


def _ms(row: Row, field: str, parts: int, where: str) -> int | None:
    value = number(row.get(field))
    return None if value is None else time_ms(value / parts, where)


def _parts(table: Table) -> int:
    """Return how many of the units of its times make a second: with which the words come as people speak."""
    times = [time for row in table.rows if (time := number(row.get(table.start))) is not None]
    length = max(times, default=0) - min(times, default=0)
    pace = _word_count(table) / length if length else 0
    if not pace:
        return 1
    return min(_PARTS, key=lambda parts: abs(math.log(pace * parts / _WORDS_PER_SECOND)))


def _word_count(table: Table) -> int:
    return sum(len(str(row[table.text]).split()) for row in table.rows)


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
