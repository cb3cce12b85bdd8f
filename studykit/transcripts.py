"""From what the user names to a transcript, with all else that the user gives or says of the episode."""

from collections.abc import Mapping

from studykit import builder, chapter_lists, episodes, feeds, readers, recognition, recordings
from studykit.contracts import Source
from studykit.errors import EngineError, UsageError
from studykit.model import Episode, Role, Transcript
from studykit.options import Options
from studykit.places import open_place
from studykit.progress import Report


def read(source: Source, options: Options, report: Report) -> Transcript:
    """Return the transcript in ``source``, completed by all else that the user gives or says of the episode.

    Raises ReadError, UsageError where what the user says does not fit it, and EngineError where speech is to
    be recognised and cannot be.
    """
    transcript, people = _given(source, options, report)
    if options.also:
        other = opened(options.also, "transcript", options)
        transcript = builder.combine(transcript, _said(other, None, options, report))
    if options.speaker:
        transcript = builder.renamed(transcript, options.speaker_names)
    transcript = builder.introduced(transcript, people)
    if options.chapters:
        marks = chapter_lists.read(opened(options.chapters, "list of chapters", options))
        transcript = builder.with_chapters(transcript, marks)
    return _spelled(with_told_episode(transcript, options.episode), options)


def opened(place: str, what: str, options: Options) -> Source:
    """Return the file or the page of the web at ``place``, which is to be a ``what``; raises ReadError."""
    return open_place(place, what, allow_private=options.allow_private)


def recognised(
    source: Source,
    recording: recordings.Recording,
    recogniser: recognition.Recogniser,
    language: str | None,
    report: Report,
) -> Transcript:
    """Return what ``recogniser`` hears in ``source``, with the title and chapters that ``recording`` tells.

    ``language`` is a tag, None to find it out. Raises ReadError where it is broken or nobody speaks in it,
    EngineError where the recogniser fails.
    """
    heard = recognition.recognise(
        source, recogniser, language=language, duration_ms=recording.duration_ms, report=report
    )
    transcript = with_told_episode(readers.read(heard.source, recognition.FORMAT), recording.episode)
    told = transcript.model_copy(update={"notices": (*transcript.notices, *heard.notices)})
    return builder.with_chapters(told, recording.chapters)


def with_told_episode(transcript: Transcript, told: Mapping[str, object]) -> Transcript:
    """Return ``transcript`` with what is ``told`` of the episode, by the names that ``Episode`` has for it.

    Where the user tells it, the key stays unless ``episode_id`` is given: a corrected title must not cost
    learners their history.
    """
    known = transcript.episode.model_dump()
    return transcript.model_copy(update={"episode": Episode.model_validate({**known, **told})})


def _given(source: Source, options: Options, report: Report) -> tuple[Transcript, Mapping[str, Role]]:
    """Return the transcript that ``source`` is or leads to, and who is known to take part in it."""
    if feeds.is_feed(source):
        taken = episodes.take(source, options)
        return taken.transcript, taken.people
    if options.episode_:
        raise UsageError(
            "--episode chooses from a feed, and this is none",
            where=source.name,
            hint="leave --episode out, or give the show's RSS feed",
        )
    return _said(source, options.from_, options, report), {}


def _said(source: Source, format_name: str | None, options: Options, report: Report) -> Transcript:
    """Return the transcript in ``source``, or what is said in it where it is a recording."""
    if format_name or not source.is_recording:
        return readers.read(source, format_name)
    try:
        recording = recordings.examine(source)
        recogniser = recognition.connect(options.model)
        return recognised(source, recording, recogniser, options.language, report)
    except EngineError as error:
        raise recognition.with_transcript_beside(error, source) from error


def _spelled(transcript: Transcript, options: Options) -> Transcript:
    if not options.vocabulary:
        return transcript
    vocabulary = builder.read_vocabulary(opened(options.vocabulary, "vocabulary", options))
    return builder.corrected(transcript, vocabulary)
