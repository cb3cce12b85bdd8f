"""Any other JSON that holds talk in pieces, as meeting programs, datasets and scripts write it.

    {"meeting": {"turns": [
      {"speaker_name": "Ana Ruiz", "startTime": 500, "sentence": "The forgetting curve falls fast."}]}}

The talk is the list with the most words in fields called text, content, sentence or the like; other fields of
its items, or of what they stand in, tell who speaks and when. Times are seconds, or what parts of a second
give the pace of speech.
"""

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._records import dig, language_code, string
from studykit.readers._tables import FEWEST_WORDS, talk
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import cues


def sniff(source: Source) -> Confidence:
    """Judge by a list of texts with speakers or times; a known format is surer of itself."""
    try:
        table = talk(source.json)
    except ReadError:
        return Confidence.NO
    is_talk = table is not None and (table.speaker or table.start) and table.word_count >= FEWEST_WORDS
    return Confidence.MAYBE if is_talk else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where there is no list of texts in it."""
    table = talk(source.json)
    if table is None:
        raise ReadError(
            "there is no list of texts in it", where=source.name, hint='expected [{"speaker": …, "text": …}]'
        )
    about = episode(
        source.name,
        title=string(dig(source.json, "title")),
        show=string(dig(source.json, "show")),
        language=language_code(dig(source.json, "language")),
    )
    return assemble(Findings(about, utterances(cues(table.words(source.name)), on_change=False)), source.name)


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
