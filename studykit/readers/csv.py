"""A table with a column of talk, as spreadsheets, subtitle editors and Whisper's TSV have it.

    Start,End,Speaker,Text
    00:00:01,00:00:04,Ana Ruiz,"The forgetting curve falls fast."

The first row names the columns; commas, semicolons or tabs part them (RFC 4180).
"""

import csv
from collections.abc import Sequence

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._tables import FEWEST_WORDS, Row, talk
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import cues

_BETWEEN = (",", ";", "\t")
_SNIFFED_ROWS = 50
_HINT = "expected columns such as Start,End,Speaker,Text"


def sniff(source: Source) -> Confidence:
    """Judge by the names of the columns in the first row, and rows of as many cells below."""
    try:
        table = talk(_rows(source.head, source.name)[:_SNIFFED_ROWS])
    except ReadError:
        return Confidence.NO
    is_talk = table is not None and (table.speaker or table.start) and table.word_count >= FEWEST_WORDS
    return Confidence.CERTAIN if is_talk else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where no column holds talk."""
    table = talk(_rows(source.text, source.name))
    if table is None:
        raise ReadError("no column holds talk", where=source.name, hint=_HINT)
    said = utterances(cues(table.words(source.name)), on_change=False)
    return assemble(Findings(episode(source.name), said), source.name)


def _rows(text: str, source_name: str) -> list[Row]:
    text = text.lstrip("\n")
    heading = text.partition("\n")[0]
    between = max(_BETWEEN, key=heading.count)
    if not heading.count(between):
        raise ReadError("the first row names no columns", where=source_name, hint=_HINT)
    try:
        names, *rows = _cells(text, between)
    except csv.Error as error:
        raise ReadError(f"the table is broken: {error}", where=source_name) from error
    return [_row(names, cells, between) for cells in rows if any(cells)]


def _cells(text: str, between: str) -> list[list[str]]:
    """Return the cells of each row; those that tabs part are quoted by spreadsheets, and not by Whisper."""
    if between == "\t":
        return [[_unquoted(cell) for cell in line.split("\t")] for line in text.split("\n")]
    return list(csv.reader((f"{line}\n" for line in text.split("\n")), delimiter=between))


def _unquoted(cell: str) -> str:
    inner = cell[1:-1].replace('""', "")
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner
    return cell[1:-1].replace('""', '"') if is_quoted else cell


def _row(names: Sequence[str], cells: Sequence[str], between: str) -> Row:
    """Return the cells by the names of their columns; what is more than those belongs to the last."""
    last = between.join(cells[len(names) - 1 :])
    return dict(zip(names, [*cells[: len(names) - 1], last], strict=False))


READER = Reader(extensions=("csv", "tsv"), sniff=sniff, parse=parse)
