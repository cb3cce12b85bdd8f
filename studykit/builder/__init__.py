"""The steps between reading and writing; one file is one step. This page is their order."""

from collections.abc import Callable
from functools import cache

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
from studykit.builder.planning import Plan
from studykit.builder.planning import plan as _plan
from studykit.builder.quotes import Quotes
from studykit.builder.rewordings import Rewordings
from studykit.builder.rubric import FORM, Judge
from studykit.builder.speakers import introduced, renamed
from studykit.builder.study import Minds, study
from studykit.builder.thinking import thinking
from studykit.builder.tidy import tidy
from studykit.builder.timed import timed
from studykit.builder.timeline import Timeline
from studykit.builder.vocabulary import corrected, read_vocabulary
from studykit.contracts import ModelSettings
from studykit.errors import AnswerError, NothingToStudyError
from studykit.language import lexicon
from studykit.language.lexicon import Lexicon
from studykit.language.sentences import share_without_stops
from studykit.model import Chapter, StudyDocument, Transcript
from studykit.notices import Notice
from studykit.progress import Report
from studykit.services import is_model
from studykit.templates import Templates
from studykit.text import clock

__all__ = [
    "Examination",
    "Plan",
    "Quotes",
    "Rewordings",
    "build",
    "check",
    "checker",
    "combine",
    "continued",
    "corrected",
    "examine",
    "introduced",
    "plan",
    "read_vocabulary",
    "renamed",
    "season",
    "timed",
    "told_of",
    "with_chapters",
]

MOST_TIMES_TOLD = 5
MUCH_WITHOUT_STOPS = 0.2
"""Where so large a part has no sentences, who reads of few cards wants to know why."""
LEAST_WORDS = 60
"""Below this there is nothing to choose from."""


def build(
    transcript: Transcript,
    engine_name: str,
    templates: Templates,
    *,
    cards: int | None,
    report: Report,
    models: ModelSettings | None = None,
) -> StudyDocument:
    """Return what is worth learning in ``transcript``; ``cards`` caps the deck.

    ``engine_name`` is an engine of ours, or a model such as ``openai:gpt-5``, which is asked as ``models``
    says. Raises UsageError where there is no such engine, EngineError where it fails, TemplateError where a
    list of words or a prompt is broken, NothingToStudyError where too little is said.
    """
    tidied = _enough(tidy(transcript, templates))
    timeline = Timeline(tidied)
    grounding = Grounding(tidied, timeline)
    judge = _judge(tidied, grounding, templates)
    settings = models or ModelSettings()
    notices = [
        *_told_of_language(tidied, judge.lexicon),
        *_told_of_times(timeline, transcript),
        *([] if is_model(engine_name) else _told_of_stops(tidied)),
    ]
    with thinking(engine_name, tidied, templates, judge=judge, settings=settings) as mind:
        chapters, unplaced = _outlined(tidied, mind.minds, timeline, judge.lexicon.wording.opening, report)
        notices.extend((*unplaced, *misspellings(tidied)))
        studied = study(chapters, mind.minds, report)
        filled = [(ground(each.draft, each.chapter, grounding, judge.claims), each) for each in studied]
        for (_, _, lost), each in filled:
            notices.extend((*each.notices(), *lost))
        pairs = [(chapter, terms) for (chapter, terms, _), _ in filled]
        report("reviewing", 0, 1)
        document = assemble(tidied, engine_name, pairs, judge, notices=notices, cards=cards, edit=mind.edit)
        every = (*document.notices, *mind.notices())
        return document.model_copy(update={"making": mind.made(studied), "notices": every})


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


def plan(transcript: Transcript, engine_name: str, templates: Templates, models: ModelSettings) -> Plan:
    """Return what ``build`` would ask; raises as that does."""
    tidied = _enough(tidy(transcript, templates))
    opening = lexicon.load(tidied.episode.spoken, templates).wording.opening
    return _plan(tidied, engine_name, templates, models, opening)


def _enough(transcript: Transcript) -> Transcript:
    """Return ``transcript``; raises NothingToStudyError where there is too little in it to choose from."""
    if transcript.word_count < LEAST_WORDS:
        raise NothingToStudyError(
            f"there are only {transcript.word_count} words in it, too few to study",
            where=transcript.episode.title,
            hint="give the transcript of the whole episode",
        )
    return transcript


def _outlined(
    transcript: Transcript, minds: Minds, timeline: Timeline, opening: str, report: Report
) -> tuple[tuple[Chapter, ...], list[Notice]]:
    """Return the chapters, by the rules where the engine has no answer and they may stand in."""
    report("dividing", 0, 1)
    try:
        return outline(transcript, minds.engine, timeline, opening=opening)
    except AnswerError as error:
        if minds.rules is None:
            raise
        chapters, unplaced = outline(transcript, minds.rules(), timeline, opening=opening)
        text = f"the model gave no chapters that can be used, so rules made them: {error.what}"
        return chapters, [*unplaced, Notice(code="by-rules", text=text, where=transcript.episode.title)]


def _told_of_language(transcript: Transcript, lists: Lexicon) -> list[Notice]:
    code = transcript.episode.spoken
    if lists.stop_words:
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


def _told_of_stops(transcript: Transcript) -> list[Notice]:
    share = share_without_stops(transcript)
    if share < MUCH_WITHOUT_STOPS:
        return []
    text = (
        f"{share:.0%} of the words are said without full stops, so that there is no sentence to be a key "
        "passage or a card: there are chapters and terms; a transcript with full stops gives more, and so "
        "does a model"
    )
    return [Notice(code="no-full-stops", text=text, where=transcript.episode.title)]


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
