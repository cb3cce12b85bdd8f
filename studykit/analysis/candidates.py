"""Phrases that may be terms: runs of adjectives and nouns (Justeson and Katz 1995) and names.

Speech needs more than its textbooks: a common word counts beside a rare one ("UTXO set", "full node"), a name
may hold small words ("Google Summer of Code") or end in a number ("BIP 47").
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from studykit.analysis.episode import Reading
from studykit.analysis.noun_phrases import Role, Token, is_noun, part_of, spoken_words
from studykit.language.frequency import zipf
from studykit.language.lexicon import DefinitionWords, Grammar, either
from studykit.language.tagging import knows, tag
from studykit.text import is_word, straighten

LONGEST_PHRASE = 4
FUNCTION_WORD = 5.6
"""Words said more often (Zipf scale) join others, where a language has no list of them."""
LEAST_REPEATED = 3
"""How often several words must be said together where no part of speech is known."""
_NEAR = 30
"""How many characters before a phrase may hold the words that name it."""
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s)\]>]+"
    r"|(?<![\w.-])(?:[\w-]{1,60}\.){1,4}(?:com|org|net|io|dev|edu|gov|be)/[^\s)\]>]*"
)
SHORT_NAME = 3
_NO_NAME = re.compile(r"'?\d+(?:s|am|pm)|[a-z\d-]{1,60}\.(?:com|org)")
"""Decades, hours and addresses ("80s", "5pm", "example.com"); "Booking.com" is a name."""
_SMALL_NUMBER = re.compile(r"\d{1,4}")


@dataclass
class Candidate:
    """A phrase under one key, with the forms it was said in and where it was said.

    ``sentences`` are orders, each once. ``named`` counts the uses with a capital inside a sentence,
    ``opening`` those at its beginning; ``nested_in`` counts the longer runs that held it. ``christened``
    counts the uses after words such as "called", ``explained`` those before words such as "is a".
    """

    key: str
    words: tuple[str, ...]
    roles: tuple[Role, ...]
    lemmas: tuple[str, ...]
    forms: Counter[str] = field(default_factory=Counter)
    sentences: list[int] = field(default_factory=list)
    nested_in: Counter[str] = field(default_factory=Counter)
    named: int = 0
    opening: int = 0
    christened: int = 0
    explained: int = 0
    quoted: int = 0
    with_article: int = 0

    @property
    def count(self) -> int:
        """How often it was said."""
        return sum(self.forms.values())

    @property
    def name(self) -> str:
        """The form to print: the one said most, but in the singular, and without a sentence's capital."""
        best = max(self.forms.items(), key=lambda item: (item[1], item[0].islower(), item[0]))[0]
        lower = best[0].lower() + best[1:]
        best = lower if lower in self.forms else best
        shorter = [form for form in self.forms if best.startswith(form) and len(best) - len(form) in {1, 2}]
        return shorter[0] if shorter and best.endswith("s") else best


@dataclass(frozen=True)
class _Phrase:
    """Tokens that may be a term, and the run that they were found in."""

    run: list[Token]
    held: list[Token]


def collect(reading: Reading) -> dict[str, Candidate]:
    """Return all phrases of the episode that may be terms, by their keys; asides are left out."""
    candidates: dict[str, Candidate] = {}
    cues = _Cues(reading.lexicon.definitions)
    for sentence in reading.sentences:
        if sentence.aside:
            continue
        text = reading.spoken[sentence.order]
        if "/" in text or "www." in text:  # asks at once
            text = _ADDRESS.sub(lambda found: " " * len(found.group()), text)
        for run in runs(text, reading):
            for start, end in _spans(run, reading.lexicon.grammar):
                phrase = _Phrase(run, run[start:end])
                candidate = _note(candidates, phrase, sentence.order, reading)
                cues.note(candidate, text, phrase)
    return {key: found for key, found in candidates.items() if not _is_accident(found, reading)}


def _is_accident(candidate: Candidate, reading: Reading) -> bool:
    """Whether words seem to be a phrase because nobody knows their part of speech, or it was guessed wrong.

    A noun without joint or article before another may be a verb ("mezclas harina", "fondo indexado compra").
    """
    several = len(candidate.words) > 1
    if not knows(reading.language):
        return several and candidate.count < LEAST_REPEATED
    if not reading.lexicon.grammar.adjectives_follow:
        return False
    alone = any(other == "noun" and one in {"noun", "adjective"} for one, other in pairwise(candidate.roles))
    return alone and (candidate.count == 1 or not candidate.with_article)


def key_of(words: Iterable[str]) -> str:
    """Return what spellings of one term share: no case, no hyphens, no spaces, the last word singular."""
    return "".join(straighten(word).casefold().replace("-", "").replace("‑", "") for word in words)


def runs(text: str, reading: Reading) -> Iterator[list[Token]]:
    """Yield the maximal runs of words of ``text`` that a term may be made of, none empty."""
    tokens = [
        Token(word, _role(word, start, text, reading), start, start + len(word))
        for word, start in spoken_words(text, reading.lexicon)
    ]
    run: list[Token] = []
    for index, token in enumerate(tokens):
        if token.role != "other" or _joins(tokens, index, reading):
            run.append(token)
        elif run:
            yield run
            run = []
        following = tokens[index + 1].word if index + 1 < len(tokens) else ""
        is_name = token.word[:1].isupper() and following[:1].isupper() and not following.isupper()
        if run and straighten(token.word).endswith("'s") and not is_name:  # "SSI's plan", not "Moore's Law"
            yield run
            run = []
    if run:
        yield run


def _joins(tokens: Sequence[Token], index: int, reading: Reading) -> bool:
    """Whether a small word or a number belongs to the phrase around it: "Learn in Public", "BOLT 12"."""
    before = tokens[index - 1] if index else None
    if before is None or not (is_noun(before) or before.role == "adjective"):
        return False
    word = straighten(tokens[index].word).casefold()
    if _SMALL_NUMBER.fullmatch(word):
        return before.role == "name"
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or not is_noun(after):
        return False
    is_name = before.role == after.role == "name" and after.word[:1].isupper()
    return word in reading.lexicon.grammar.noun_joints or (is_name and word in reading.lexicon.name_joints)


def _spans(run: Sequence[Token], grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Yield the spans of ``run`` that end in a noun or a number and do not begin with a small word.

    Where adjectives follow their noun, one may end a span and none begins it.
    """
    after = grammar.adjectives_follow
    for start, first in enumerate(run):
        starts_late = first.role == "other" or (after and first.role == "adjective")
        if starts_late or _SMALL_NUMBER.fullmatch(first.word):
            continue
        for end in range(start + 1, min(len(run), start + LONGEST_PHRASE) + 1):
            held = run[start:end]
            may_end = _may_end(held[-1], len(held)) or (after and held[-1].role == "adjective")
            if may_end and not all(token.role == "common" for token in held):
                yield start, end


def _may_end(last: Token, length: int) -> bool:
    if length > 1 and (_SMALL_NUMBER.fullmatch(last.word) or last.role == "common"):
        return True
    return is_noun(last)


def _note(candidates: dict[str, Candidate], phrase: _Phrase, order: int, reading: Reading) -> Candidate:
    """Count one use of a phrase, which stands in sentence ``order``, and return its candidate."""
    words = [token.word for token in phrase.held]
    lemmas = tuple(tag(word, reading.language).lemma for word in words)
    inflected = lemmas[:-1] if reading.lexicon.grammar.adjectives_follow else words[:-1]
    key = key_of([*inflected, _singular(words[-1], lemmas[-1], phrase.held[-1].role)])
    candidate = candidates.get(key)
    if candidate is None:
        roles = tuple(token.role for token in phrase.held)
        candidate = candidates[key] = Candidate(key, tuple(words), roles, lemmas)
    candidate.forms[_form(phrase.held)] += 1
    if not candidate.sentences or candidate.sentences[-1] != order:
        candidate.sentences.append(order)
    opens = phrase.held[0].start == 0
    candidate.opening += opens
    # German writes all its nouns with a capital: what is no noun to the tagger is a name.
    candidate.named += words[0][:1].isupper() and phrase.held[0].role != "noun" and not opens
    if len(phrase.held) < len(phrase.run):
        candidate.nested_in[key_of(token.word for token in phrase.run)] += 1
    return candidate


def _form(held: Sequence[Token]) -> str:
    """Return a phrase as it was said: "l'eau" is one piece, and what the last word owns is left out."""
    spaces = [" " * (after.start > before.end) for before, after in pairwise(held)]
    inner = (token.word + space for token, space in zip(held, spaces, strict=False))
    return "".join(inner) + _bare(held[-1].word)


class _Cues:
    """What stands right before and after a phrase that is named or explained."""

    def __init__(self, phrases: DefinitionWords) -> None:
        article = either(phrases.articles)
        self._naming = re.compile(
            rf"(?:^|\s)(?:{either(phrases.namings)})\s+(?:(?:{article})\s+)?[\"“„«»‘']?$", re.I
        )
        adverbs = rf"(?:(?:{either((*phrases.adverbs, *phrases.hedges))})\s+)*"
        complements = either((*phrases.complements, *phrases.the))
        self._explaining = re.compile(
            rf"(?:,?\s+(?:{either(phrases.relatives)}))?\s+(?:(?:{either(phrases.copulas)})\s+{adverbs}"
            rf"(?:{complements})|{adverbs}(?:{either(phrases.links)})|,?\s*(?:{either(phrases.clauses)}))\b",
            re.I,
        )
        self._article = re.compile(rf"(?:^|\s)(?:{article})\s$", re.I)

    def note(self, candidate: Candidate, text: str, phrase: _Phrase) -> None:
        """Count what stands around a use of ``candidate`` in ``text``."""
        start, end = phrase.held[0].start, phrase.held[-1].end
        before = text[max(0, start - _NEAR) : start]
        candidate.christened += bool(self._naming.search(before))
        candidate.with_article += bool(self._article.search(before))
        candidate.quoted += before[-1:] in {'"', "“", "„", "«", "»", "‘"}
        candidate.explained += bool(self._explaining.match(text, end))


def _singular(word: str, lemma: str, role: Role) -> str:
    if role in {"noun", "common", "adjective"}:
        return lemma
    bare = _bare(word)
    if len(lemma) > SHORT_NAME and bare.casefold() == f"{lemma}s":  # "Skills" in German, "Haskells"
        return lemma
    capitals = sum(letter.isupper() for letter in bare)
    return bare[:-1] if bare.endswith("s") and capitals > 1 else bare  # "UTXOs", "CoinPools"


def _bare(word: str) -> str:
    return straighten(word).removesuffix("'s")


def _role(word: str, start: int, text: str, reading: Reading) -> Role:
    """Return what ``word`` can be in a term; ``common`` is what needs a rarer word beside it."""
    if not word[0].isalpha() or _NO_NAME.fullmatch(word):
        is_model = word[0].isdigit() and word[-1].isalpha() and not _NO_NAME.fullmatch(word)
        return "name" if is_model else "other"  # "2G"
    if straighten(word).casefold() in reading.lexicon.numerals or not is_word(word, reading.language):
        return "other"
    if _is_function(word, reading):
        return _stop_role(word, reading)
    if (len(word) < 2 and not word.isupper()) or "'" in straighten(word).removesuffix("'s"):
        return "other"
    inside = start > 0 and text[max(0, start - 2)] not in '.!?:"“„«»¿¡'
    if inside and word[0].isupper() and reading.language != "de":
        return "name"
    role = part_of(word, reading)
    is_participle = word.casefold().endswith("ed") and tag(word, reading.language).part == "verb"
    return "adjective" if role == "other" and is_participle else role  # "pruned node", "assumed privilege"


def _is_function(word: str, reading: Reading) -> bool:
    if reading.lexicon.stop_words:
        return reading.lexicon.is_stop(word)
    return zipf(straighten(word).casefold(), reading.language) >= FUNCTION_WORD


def _stop_role(word: str, reading: Reading) -> Role:
    compounding = straighten(word).casefold() in reading.lexicon.compounding
    return "common" if compounding and knows(reading.language) else "other"
