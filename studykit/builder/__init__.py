"""The steps between reading and writing; one file is one step. This page is their order."""

from collections.abc import Callable
from functools import cache

from studykit import registry
from studykit.builder.assemble import assemble, judged
from studykit.builder.chapters import with_chapters
from studykit.builder.combine import combine
from studykit.builder.continuity import continued
from studykit.builder.examine import Examination
from studykit.builder.examine import examine as _examine
from studykit.builder.ground import Grounding, ground
from studykit.builder.merge import season, told_of
from studykit.builder.misspellings import misspellings
from studykit.builder.outline import outline
from studykit.builder.rubric import FORM, Judge
from studykit.builder.speakers import introduced, renamed
from studykit.builder.tidy import tidy
from studykit.builder.timed import timed
from studykit.builder.timeline import Timeline
from studykit.builder.vocabulary import corrected, read_vocabulary
from studykit.contracts import EngineKind, Stretch
from studykit.drafts import StudyDraft
from studykit.errors import NothingToStudyError
from studykit.language import lexicon
from studykit.model import StudyDocument, Transcript
from studykit.notices import Notice
from studykit.progress import Report
from studykit.templates import Templates
from studykit.text import clock

__all__ = [
    "Examination",
    "build",
    "check",
    "checker",
    "combine",
    "continued",
    "corrected",
    "examine",
    "introduced",
    "read_vocabulary",
    "renamed",
    "season",
    "timed",
    "told_of",
    "with_chapters",
]

MOST_TIMES_TOLD = 5
LEAST_WORDS = 60
"""Below this there is nothing to choose from."""


def build(
    transcript: Transcript, engine_name: str, templates: Templates, *, cards: int | None, report: Report
) -> StudyDocument:
    """Return what is worth learning in ``transcript``; ``cards`` caps the deck.

    Raises UsageError where there is no such engine, EngineError where it fails, TemplateError where a list
    of words is broken, NothingToStudyError where too little is said.
    """
    tidied = tidy(transcript, templates)
    if tidied.word_count < LEAST_WORDS:
        raise NothingToStudyError(
            f"there are only {tidied.word_count} words in it, too few to study",
            where=transcript.episode.title,
            hint="give the transcript of the whole episode",
        )
    kind = registry.load("studykit.engines", engine_name, EngineKind)
    engine = kind.connect(tidied, templates)
    timeline = Timeline(tidied)
    grounding = Grounding(tidied, timeline)
    judge = _judge(tidied, grounding, templates)
    chapters, unplaced = outline(tidied, engine, timeline, opening=judge.lexicon.wording.opening)
    notices = [*_told_of_language(tidied, templates), *_told_of_times(timeline, transcript), *unplaced]
    notices.extend(misspellings(tidied))
    studied = []
    for number, chapter in enumerate(chapters):
        report("studying", number, len(chapters))
        draft = StudyDraft()
        if chapter.first_segment_id:
            draft = engine.study(Stretch(chapter.title, chapter.first_segment_id, chapter.last_segment_id))
        filled, terms, lost = ground(draft, chapter, grounding)
        studied.append((filled, terms))
        notices.extend(lost)
    report("studying", len(chapters), len(chapters))
    return assemble(tidied, engine_name, studied, judge, notices=notices, cards=cards)


def check(document: StudyDocument, templates: Templates | None = None) -> StudyDocument:
    """Return a document, edited by hand perhaps, without the cards that cannot be written or prove nothing.

    The person's wording stays; each card that goes is a notice.
    """
    return checker(templates or Templates())(document)


def checker(templates: Templates) -> Callable[[StudyDocument], StudyDocument]:
    """Return what does as ``check`` to one document after another, and reads each language's words once."""
    words = cache(lambda language: lexicon.load(language, templates))

    def checked(document: StudyDocument) -> StudyDocument:
        transcript, language = document.transcript, document.episode.spoken
        judge = Judge(Grounding(transcript, Timeline(transcript)), words(language), language)
        passed, refused = judged(document.cards, judge, FORM)
        return document.model_copy(update={"cards": passed, "notices": (*document.notices, *refused)})

    return checked


def examine(document: StudyDocument, templates: Templates | None = None) -> Examination:
    """Return what every rule of the rubric finds in ``document``, which stays as it is."""
    transcript = document.transcript
    return _examine(
        document, _judge(transcript, Grounding(transcript, Timeline(transcript)), templates or Templates())
    )


def _told_of_language(transcript: Transcript, templates: Templates) -> list[Notice]:
    code = transcript.episode.spoken
    if lexicon.load(code, templates).stop_words:
        return []
    told = (
        "the language could not be told; --language says it"
        if code == "und"
        else f"there are no word lists for the language {code!r}"
    )
    text = (
        f"{told}: passages and terms are chosen by their form and frequency alone, adverts and greetings are "
        "not left out, and there are few cards"
    )
    return [Notice(code="language", text=text, where=transcript.episode.title)]


def _told_of_times(timeline: Timeline, transcript: Transcript) -> list[Notice]:
    passed = [clock(ms) for ms in timeline.passed_over]
    if not passed:
        return []
    shown = ", ".join(passed[:MOST_TIMES_TOLD]) + ", …" * (len(passed) > MOST_TIMES_TOLD)
    text = f"times run backwards; estimated anew are those out of line: {shown} ({len(passed)} in all)"
    return [Notice(code="times-out-of-line", text=text, where=transcript.episode.title)]


def _judge(transcript: Transcript, grounding: Grounding, templates: Templates) -> Judge:
    language = transcript.episode.spoken
    return Judge(grounding, lexicon.load(language, templates), language)
