"""Answers a question by what was said: finds the passages that tell most of it, or says that none does."""

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field

from studykit.asking._choosing import Hit, choose
from studykit.asking._question import MOST_CHARACTERS, Asked, asked
from studykit.asking._suggesting import suggestions
from studykit.asking._windows import Piece, Speech
from studykit.asking._writing import EXCERPTS, Writer, Written, write
from studykit.builder import Quotes
from studykit.errors import UsageError
from studykit.links import moment_link
from studykit.model import Citation, Passage, StudyDocument, Text, Value
from studykit.notices import Notice
from studykit.prompting import Excerpt
from studykit.templates import Templates
from studykit.text import squeeze

__all__ = ["MOST_CHARACTERS", "Answer", "Found", "Library", "Writer"]

SCHEMA: Literal["studykit-ask/1"] = "studykit-ask/1"


class Found(Value):
    """A passage: one to three sentences as they were said, where, and a link to the moment ("" for none).

    ``lead`` is the sentence before them where they lean on it, or the question that they answer.
    """

    episode: Text
    chapter: Text = ""
    lead: Citation | None = None
    said: Citation
    link: Text = ""


class Answer(Value):
    """What the episodes, by their titles, say to a question.

    ``answered`` is false where they do not talk about it; the passages are then what comes nearest.
    ``read_as`` tells which words were taken for mistyped. ``sentences`` are a language model's answer, each
    with the words that it rests on; empty where none was asked.
    """

    schema_: Literal["studykit-ask/1"] = Field(default=SCHEMA, alias="schema")
    question: Text
    episodes: tuple[Text, ...]
    engine: Text = "offline"
    answered: bool
    read_as: Mapping[str, str] = {}
    sentences: tuple[Passage, ...] = ()
    passages: tuple[Found, ...] = ()
    try_asking: tuple[Text, ...] = ()
    notices: tuple[Notice, ...] = ()


class Library:
    """Episodes that can be asked, read once; raises TemplateError where their language's lists are broken."""

    def __init__(self, documents: Sequence[StudyDocument], templates: Templates) -> None:
        self._speeches = tuple(Speech(document, templates) for document in documents)
        self._quotes = tuple(Quotes(document.transcript, templates) for document in documents)

    def ask(self, question: str, limit: int, writer: Writer | None = None) -> Answer:
        """Return what is said to ``question``, in ``limit`` passages at most; ``writer`` words an answer.

        Raises UsageError where it is empty, longer than MOST_CHARACTERS, or names nothing to look for, and
        AnswerError where the writer gives no answer that can be read.
        """
        text = squeeze(question)
        questions = self._read(text)
        choice = choose(self._speeches, questions, max(limit, EXCERPTS if writer else 0))
        passages = tuple(map(self._found, choice.hits))
        written = self._written(writer, text, choice.hits, passages) if writer and passages else Written()
        return Answer(
            question=text,
            episodes=tuple(speech.document.episode.title for speech in self._speeches),
            engine=writer.service.name if writer else "offline",
            answered=bool(written.sentences) if writer else choice.is_answer,
            read_as={typed: meant for each in questions.values() for typed, meant in each.read_as},
            sentences=written.sentences,
            passages=passages[:limit],
            try_asking=suggestions(self._speeches),
            notices=written.notices,
        )

    def _read(self, question: str) -> Mapping[str, Asked]:
        """Return the question as each language of the episodes reads it."""
        if not question:
            raise UsageError("the question is empty", hint=self._hint)
        if len(question) > MOST_CHARACTERS:
            what = f"the question has {len(question):,} characters, {MOST_CHARACTERS} are the most"
            raise UsageError(what, hint="ask one thing in a sentence")
        languages = dict.fromkeys(speech.reading.language for speech in self._speeches)
        read = {
            language: asked(question, [each for each in self._speeches if each.reading.language == language])
            for language in languages
        }
        if not any(each.telling for each in read.values()):
            raise UsageError("the question names nothing to look for", where=question, hint=self._hint)
        return read

    @property
    def _hint(self) -> str:
        likely = suggestions(self._speeches)
        return f"ask like: {likely[-1]}" if likely else "name what you want to know of"

    def _found(self, hit: Hit) -> Found:
        episode, pieces = self._speeches[hit.episode].document.episode, hit.window.pieces
        said = self._cited(hit.episode, pieces)
        return Found(
            episode=episode.title,
            chapter=hit.window.chapter,
            lead=self._cited(hit.episode, (hit.window.lead,)) if hit.window.lead else None,
            said=said,
            link=moment_link(episode, said.start_ms),
        )

    def _cited(self, episode: int, pieces: Sequence[Piece]) -> Citation:
        text = self._speeches[episode].document.turns[pieces[0].turn].text
        quote = squeeze(text[pieces[0].start : pieces[-1].end])
        return self._quotes[episode].cite(quote, pieces[0].segment_id) or Citation(quote=quote)

    def _written(
        self, writer: Writer, question: str, hits: Sequence[Hit], passages: Sequence[Found]
    ) -> Written:
        places = [f"{hit.episode} {hit.window.pieces[0].segment_id}" for hit in hits]
        excerpts = map(_excerpt, places, passages)
        quotes = {place: self._quotes[hit.episode] for place, hit in zip(places, hits, strict=True)}
        return write(writer, question, tuple(excerpts), quotes)


def _excerpt(place: str, found: Found) -> Excerpt:
    before = found.lead.quote if found.lead else ""
    return Excerpt(place, found.said.quote, found.said.speaker or "", found.episode, before)
