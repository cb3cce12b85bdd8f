"""Answers a question from study documents: reads them and finds the passages; a model may word the answer."""

from collections.abc import Sequence

from studykit import study_file
from studykit.asking import Answer, Library, Writer
from studykit.contracts import ModelSettings
from studykit.errors import AnswerError
from studykit.model import StudyDocument
from studykit.notices import Notice
from studykit.options import Options
from studykit.progress import Report
from studykit.prompting import Prompts
from studykit.services import Services, is_model
from studykit.settings import model_settings
from studykit.sources import open_source
from studykit.templates import Templates


def answer(places: Sequence[str], question: str, options: Options, limit: int, report: Report) -> Answer:
    """Return what the episodes in the study documents at ``places`` say to ``question``.

    A folder stands for the documents in it; of two documents of one episode the first counts, with a notice.
    There are ``limit`` passages at most. Raises UsageError where the question names nothing to look for,
    ReadError, TemplateError, and EngineError where a language model is to be asked and is not set up.
    """
    templates = Templates(options.templates)
    documents, passed_over = _loaded(places, report)
    library = Library(documents, templates)
    report("asking", 0, 1)
    found = _asked(library, question, limit, options, templates)
    return found.model_copy(update={"notices": (*passed_over, *found.notices)})


def _asked(library: Library, question: str, limit: int, options: Options, templates: Templates) -> Answer:
    if not is_model(options.engine):
        return library.ask(question, limit)
    settings = model_settings(options)
    with Services(settings, templates) as services:
        writer = Writer(services.connect(options.engine), Prompts(templates))
        return _worded(library, question, limit, writer, settings)


def _worded(library: Library, question: str, limit: int, writer: Writer, settings: ModelSettings) -> Answer:
    """Return the answer as the model words it; the passages alone where it has none and they may do."""
    try:
        return library.ask(question, limit, writer)
    except AnswerError as error:
        if settings.strict:
            raise
        text = f"the model gave no answer that can be used, so there are passages alone: {error.what}"
        told = Notice(code="by-rules", text=text, where=question)
        plain = library.ask(question, limit)
        return plain.model_copy(update={"notices": (*plain.notices, told)})


def _loaded(places: Sequence[str], report: Report) -> tuple[tuple[StudyDocument, ...], tuple[Notice, ...]]:
    files = [file for place in places for file in study_file.found(place)]
    documents: dict[str, StudyDocument] = {}
    passed_over = []
    for done, file in enumerate(files):
        report("reading", done, len(files))
        document = study_file.load(open_source(file, "study document"))
        if documents.setdefault(document.episode.key, document) is not document:
            text = "this is a second document of an episode, and was not asked"
            passed_over.append(Notice(code="second-document", text=text, where=file))
    return tuple(documents.values()), tuple(passed_over)
