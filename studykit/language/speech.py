"""Takes from a spoken sentence what was not meant: fillers, stutters, false starts. Adds no word."""

import re
from dataclasses import dataclass
from unicodedata import category

from studykit.language.lexicon import Lexicon, either
from studykit.language.markers import gaps, markers
from studykit.text import is_word, squeeze, straighten, words

_REPEATED = re.compile(
    r"(?<![\w'’-])([\w'’-]+(?: [\w'’-]+){0,4}?)(,|…|\.\.\.|\s*[–—-])? (?=\1\b(?!-))", re.IGNORECASE
)
_SPACE_BEFORE = re.compile(r"\s+([,.;:!?…])")
_COMMAS = re.compile(r",(?:\s*,)+")
_COMMA_BEFORE_STOP = re.compile(r",\s*([.;:!?])")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’“‘»«)\]」』]*$")
_OPENING_SIGNS = re.compile(r"[¿¡\s]+")
_TRAILING = re.compile(r"(?:\s*[,–—-])+$")
_LEADING = re.compile(r"(?:[ ,.;:–—…?!]|-\s)+")
_CONTRACTED = re.compile(r"(?<=\w)'(?:s|re|d|ll)$")
_QUOTATION = re.compile(r"[\"“”„]")
_AFTER_A_WORD = re.compile(r"\w\s+$")
GAP = " ⟨…⟩ "
"""Stands where words were not understood; what holds it is not printed."""


@dataclass(frozen=True)
class _Patterns:
    markers: re.Pattern[str]
    gaps: re.Pattern[str]
    fillers: re.Pattern[str]
    asked_sounds: re.Pattern[str]
    between_commas: re.Pattern[str]
    at_the_end: re.Pattern[str]
    opener: re.Pattern[str]
    waiting: re.Pattern[str]
    clause: re.Pattern[str]


class Tidier:
    """Tidies the sentences of one language.

    The words that are left stand in the order they were said: tidying takes words away, sets the first
    letter's case and closes the sentence. Where a tag went ("right?") the sign tells a statement again, and a
    quotation mark that stands alone gets its other half or goes. A language without lists keeps all its
    words, for in many what is said twice has a meaning of its own ("drop by drop").
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._patterns = _compile(lexicon)

    def tidy(self, sentence: str) -> str:
        """Return ``sentence`` as it reads in print; empty where nothing but habits of speech is in it."""
        return self._spaced(self._tidied(sentence, is_asked=False), sentence)

    def _spaced(self, tidied: str, sentence: str) -> str:
        """Return ``tidied`` with a space before signs that have one in ``sentence``: French writes so."""
        signs = re.escape(self._lexicon.grammar.spaced_signs)
        if not signs or not re.search(rf"\s[{signs}]", sentence):
            return tidied
        return re.sub(rf"(?<=[^\s{signs}])(?=[{signs}]+(?:[\s\"»”]|$))", " ", tidied)

    def _tidied(self, sentence: str, *, is_asked: bool) -> str:
        marked = self._patterns.gaps.sub(GAP, sentence)
        spoken = _punctuated(self._patterns.asked_sounds.sub("", self._patterns.markers.sub(" ", marked)))
        opening = _OPENING_SIGNS.match(spoken)
        if opening:  # Spanish marks where a question begins
            tidy = self._tidied(spoken[opening.end() :], is_asked=is_asked or "¿" in opening.group())
            return opening.group().strip() + tidy if tidy else ""
        # Openers go first, for a filler takes the comma away that shows them ("okay, um, why").
        text = self._without_openers(spoken)
        if _OPENING_SIGNS.match(text):
            return self._tidied(text, is_asked=is_asked)
        text = self._patterns.fillers.sub(" ", text)
        text = self._without_stutter(_punctuated(text)) if self._lexicon.stop_words else text
        sign = r"\1" if is_asked or self._may_ask(text) else _told
        text = self._patterns.at_the_end.sub(sign, text)
        text, parted = self._patterns.between_commas.subn(self._joined, text)
        if parted and self._lexicon.stop_words:  # "essa, diríamos, essa"
            text = self._without_stutter(_punctuated(text), hollow=True)
        text = self._without_openers(_punctuated(text))
        return _quoted(_finished(_punctuated(text)))

    def _without_stutter(self, text: str, *, hollow: bool = False) -> str:
        """Return ``text`` without what is said twice, only if ``hollow`` where that is common words alone.

        A habit may have parted two clauses of which one ends, and the next begins, with the same thing: "from
        the teacher, you know, the teacher was kind".
        """

        def once(match: re.Match[str]) -> str:
            tells = hollow and not all(map(self._lexicon.is_stop, words(match.group(1))))
            return match.group() if tells or self._is_meant(match) else ""

        before = None
        while text != before:  # "I, I, I think" loses one at a time
            before, text = text, _REPEATED.sub(once, text)
        return text

    def _is_meant(self, match: re.Match[str]) -> bool:
        """Whether it is emphasis, a number, a part of a word, or clauses that meet ("feed it, it grows")."""
        if self._is_within_word(match):
            return True
        said = straighten(match.group(1)).casefold()
        numbers = self._lexicon.numerals.keys() - self._lexicon.definitions.articles
        counts = any(word in numbers for word in said.split())  # "noventa e noventa e seis"
        if said in self._lexicon.emphatic or said.isdigit() or (counts and len(said.split()) > 1):
            return True
        meets = said in self._lexicon.clause_borders and match.group(2) == ","
        return meets and _AFTER_A_WORD.search(match.string[: match.start()]) is not None

    def _is_within_word(self, match: re.Match[str]) -> bool:
        """Whether a mark joins what seems repeated to the word around it: "\\w" knows no vowel signs."""
        text, end = match.string, match.end() + len(match.group(1))
        around = text[: match.start()][-1:] + text[end : end + 1]
        return any(category(sign).startswith("M") for sign in around)

    def _may_ask(self, text: str) -> bool:
        """Whether ``text`` may be a question: a word that asks is in it, or a clause begins with its verb.

        Where tone alone may ask, every sentence may.
        """
        if not self._lexicon.grammar.questions_invert:
            return True
        folded = straighten(text).casefold()
        inverted, joining = self._lexicon.yes_no_openers, self._lexicon.subordinators
        asking = {_CONTRACTED.sub("", word) for word in words(folded)} & self._lexicon.question_words
        habits = {*self._lexicon.openers, *self._lexicon.openers_before_comma}
        clauses = [[word for word in words(clause) if word not in habits] for clause in folded.split(",")]
        begins = any(clause[0] in inverted for clause in clauses if clause)
        hides = any(word in inverted for word in words(folded)) and bool(asking & joining)  # "when does it"
        return begins or hides or bool(asking - joining)

    def _joined(self, habit: re.Match[str]) -> str:
        """Return what stands for a ``habit`` between two commas: one of them where clauses meet, or none.

        A clause waits for the next one ("if you cut it, you know, it dries"), or another begins after a word
        that may end one ("the museum, you know, we left"), as none does after "of".
        """
        before, after = habit.string[: habit.start()], habit.string[habit.end() :].lstrip()
        clause = before.rpartition(",")[2].lstrip()
        last = words(before)[-1:]
        may_end = bool(last) and not self._lexicon.is_stop(last[0])
        begins = self._patterns.clause.match(after) is not None
        waits = self._patterns.waiting.match(clause) is not None
        return ", " if may_end + begins + waits > 1 else " "

    def _without_openers(self, text: str) -> str:
        while (match := self._patterns.opener.match(text)) and _LETTER.search(text[match.end() :]):
            text = text[match.end() :]
        return text


def _compile(lexicon: Lexicon) -> _Patterns:
    habits = either(lexicon.parentheses)
    free = either(lexicon.openers)
    kept = either(lexicon.kept_openings)
    bound = either((*lexicon.openers_before_comma, *lexicon.fillers))
    clauses = lexicon.clauses
    begins = (
        *clauses.subjects,
        *clauses.pronouns,
        *clauses.relatives,
        *lexicon.subordinators,
        *lexicon.reasons,
    )
    # Not in capitals alone: an ER is a place, a UM a university.
    sounds = either((*lexicon.fillers, *(filler.capitalize() for filler in lexicon.fillers)))
    return _Patterns(
        markers=markers(lexicon),
        gaps=gaps(lexicon),
        fillers=re.compile(rf"(?:,\s*)?(?<![\w'’-])(?:{sounds})(?![\w'’-])(?:\.{{2,}}|[,.…])?"),
        asked_sounds=re.compile(rf",?\s*[¿¡](?:{sounds})[?!]"),
        between_commas=re.compile(rf"(?:,\s+(?:{habits}))+,", re.I),
        at_the_end=re.compile(rf"(?:,\s+(?:{habits}))+([.!?]?)$", re.I),
        opener=re.compile(
            rf"(?!(?:{kept})\b)(?:(?:{free})(?:\s*[,.–—…]\s*|\s+)|(?:{bound})\s*[,.–—…]\s*)", re.I
        ),
        waiting=re.compile(rf"(?:{either(tuple(lexicon.subordinators))})(?![\w'’-])", re.I),
        clause=re.compile(rf"(?:{either(begins)})(?:(?<=['’])|(?![\w'’-]))", re.I),
    )


def _punctuated(text: str) -> str:
    text = _SPACE_BEFORE.sub(r"\1", squeeze(text))
    text = _COMMA_BEFORE_STOP.sub(r"\1", _COMMAS.sub(",", text))
    return _LEADING.sub("", text, count=1) if _LEADING.match(text) else text


def _told(tag: re.Match[str]) -> str:
    """Return what ends a statement once its ``tag`` is gone: "it fell, right?" asks nothing."""
    return "." if tag.group(1) == "?" else tag.group(1)


def _quoted(text: str) -> str:
    """Return ``text`` with a quotation closed that goes on after it, without the end of an earlier one."""
    signs = [*_QUOTATION.finditer(text)]
    if len(signs) != 1:
        return text
    at, sign = signs[0].start(), signs[0].group()
    if sign == '"' and text[at - 1 : at].isdigit():  # inches
        return text
    if not _LETTER.search(text, at):
        return text[:at].rstrip() + text[at + 1 :]
    if sign in "“„" or (sign == '"' and (at == 0 or text[at - 1].isspace())):
        return f"{text}{'“' if sign == '„' else '”' if sign == '“' else sign}"
    return text


def _finished(text: str) -> str:
    text = _TRAILING.sub("", text)
    if not _LETTER.search(text):
        return ""
    begins = next((at for at, sign in enumerate(text) if sign not in "¿¡"), 0)
    capital = text[begins].upper()
    if len(capital) == 1:  # "ß" has no single capital
        text = text[:begins] + capital + text[begins + 1 :]
    is_closed = _SENTENCE_END.search(text) or not is_word(text[-1], "")
    return text if is_closed else f"{text}."
