"""The words that stand on paper beside the speakers' own: headings, captions, how to read a time."""

import tomllib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studykit.errors import TemplateError
from studykit.templates import Templates
from studykit.text import filled

Months = Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]
Counted = tuple[str, str]
"""What is counted, as one and as many: ``{count} chapter``, ``{count} chapters``."""


class PageWording(BaseModel):
    """Headings, and patterns with names in braces in them: ``{count}``, ``{page}``, ``{speaker}`` …

    A language's own stand under ``[wording.page]`` in ``templates/lang``; English ones take the place of what
    is missing there. ``{pages}`` ends its pattern, for the number of pages is known last.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    quotation: str = "“{quote}”"
    date: str = "{day} {month} {year}"
    first_of_month: str = "1"
    months: Months = (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
    at_share: str = "at {share} %"
    from_time: str = "from {start}"
    share_span: str = "{start} %–{end} % of the episode"

    guide: str = "Study guide"
    guide_to: str = "Study guide to an episode of {show}"
    handout: str = "Handout"
    page_of: str = "page {page} of {pages}"
    contents: str = "Contents"
    published: str = "Published"
    length: str = "Length"
    speakers: str = "Speakers"
    source: str = "Source"
    inside: str = "Inside"
    host: str = "host"
    guest: str = "guest"
    untitled: str = "Untitled"
    open_episode: str = "Open the episode"

    chapter_count: Counted = ("{count} chapter", "{count} chapters")
    passage_count: Counted = ("{count} key passage", "{count} key passages")
    sentence_count: Counted = ("{count} summary sentence", "{count} summary sentences")
    term_count: Counted = ("{count} glossary term", "{count} glossary terms")
    question_count: Counted = ("{count} question", "{count} questions")

    how_made: str = "How this guide was made"
    by_rules: str = "The sentences are the speakers’ own, chosen by fixed rules and freed of fillers."
    by_engine: str = "Summaries, definitions and questions were written by {engine}."
    verbatim: str = "Words in quotation marks are verbatim."
    beside: str = "Beside each sentence stands who said it and when."
    click: str = "Click the time to listen."
    shares: str = (
        "The transcript has no times: “at 25 %” means that a quarter of the episode’s words "
        "were spoken before."
    )
    estimated: str = "A time marked ≈ is estimated from the times before and after it."
    stand_in: str = "{sign} stands for a character that the fonts of this guide lack."
    notes_column: str = "The column beside the text is free for your notes."
    answers_last: str = "The answers are at the end."

    key_passages: str = "Key passages"
    summary: str = "Summary"
    in_short: str = "In short"
    test_yourself: str = "Test yourself"
    questions: str = "Questions"
    answers: str = "Answers"
    answers_page: str = "Answers: page {page}"
    glossary_page: str = "Glossary: page {page}"
    more_questions: str = "More questions"
    hint: str = "Hint: {hint}"
    nothing_chosen: str = "Nothing was chosen from this chapter."
    glossary: str = "Glossary"
    terms: str = "Terms"
    people: str = "People"
    organisations: str = "Organisations"
    works: str = "Works"
    also: str = "also {aliases}"
    unexplained: str = "used, not defined here"
    unexplained_note: str = "Where a quote stands alone, the episode uses the term and does not define it."
    also_used: str = "Also used: {terms}"

    name: str = "Name"
    class_: str = Field("Class", alias="class")
    day: str = "Date"
    term: str = "Term"
    meaning: str = "Meaning"
    where: str = "Where"
    terms_of: str = "Terms of {chapter}"
    keep_back: str = "Keep these pages back until the questions are answered."
    beyond_chapters: str = "Beyond the chapters"
    what_to_learn: str = "What to learn"

    at_a_glance: str = "At a glance"
    figure: str = "Figure {number}"
    timeline: str = "Timeline"
    timeline_note: str = "To scale: the bars show how much of each chapter each speaker says."
    timeline_alt: str = "Timeline of the episode."
    others: str = "Others"
    map: str = "How the terms belong together"
    map_note: str = "Lines join terms that are used close to each other, strong ones often."
    map_alt: str = "Map of terms that are used close to each other."
    scan: str = "Scan to open the episode"
    qr_alt: str = "QR code that leads to {url}"
    speaks: str = "{speaker} {share} %"
    found_on: Counted = ("page {numbers}", "pages {numbers}")
    asked_on: str = "asked on page {page}"
    index: str = "Index"
    index_note: str = "Pages in bold explain the term."
    made_with: str = "Made with studykit {version} on {date}. Engine: {engine}."
    free: str = "The guide is made from the transcript alone, without a network."
    reworded: str = "Reworded lightly to be read: {out} of {all} words were left out."
    nothing_added: str = "Nothing was added."
    reworded_by: str = "Reworded by {engine}, and compared with what was said, paragraph by paragraph."
    beside_the_matter: str = "{count} of them belong to adverts, greetings and the like."
    changes: str = "What was changed"
    words_left_out: Counted = ("{count} word left out", "{count} words left out")
    words_put_in: Counted = ("{count} word written otherwise", "{count} words written otherwise")
    cornell_summary: str = "In my own words"

    quiz: str = "Quiz"
    quiz_key: str = "Key to the quiz"
    version: str = "Version {letter}"
    score: str = "Points of {most}"
    choose: str = "Which one is meant, or belongs in the gap? Mark one."
    fill_in: str = "Fill in the gap."
    in_writing: str = "Answer in a sentence or two."
    worksheet: str = "Worksheet"
    word_bank: str = "Words for the gaps"
    own_words: str = "In your own words"
    key: str = "Key"
    flashcards: str = "Flashcards"
    fronts: str = "Sheet {number}, fronts"
    backs: str = "Sheet {number}, backs"

    def counted(self, what: Counted, count: int) -> str:
        """Return ``count`` with the word for what is counted, such as ``3 questions``."""
        return filled(what[count != 1], count=str(count))


def load(code: str, templates: Templates) -> PageWording:
    """Return the wording of the language ``code`` (ISO 639-1), the English one where it has none.

    Raises TemplateError where the file is not TOML, or names a word that does not exist.
    """
    name = f"lang/{code}.toml"
    try:
        text = templates.text(name)
    except TemplateError:
        return PageWording()
    try:
        return _Lists.model_validate(tomllib.loads(text)).wording.page
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise TemplateError(f"the words for a page cannot be used: {error}", where=name) from error


class _CardWording(BaseModel):
    page: PageWording = PageWording()


class _Lists(BaseModel):
    """A language's file, of which this part alone is looked at."""

    wording: _CardWording = _CardWording()
