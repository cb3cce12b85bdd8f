"""The words a language is judged by: stop words, fillers, cues; read from ``templates/lang``."""

import re
import tomllib
from functools import cached_property

from pydantic import BaseModel, ConfigDict, ValidationError

from studykit.errors import TemplateError
from studykit.templates import Templates
from studykit.text import straighten
from studykit.wording import WORDLESS, Wording


class DefinitionWords(BaseModel):
    """The phrases that join a term to its explanation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    copulas: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    complements: tuple[str, ...] = ()
    the: tuple[str, ...] = ()
    the_followers: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    equals: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    christenings: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    namings: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    hollow: tuple[str, ...] = ()
    praise: tuple[str, ...] = ()
    goes_on_of_one: tuple[str, ...] = ()
    goes_on_of_many: tuple[str, ...] = ()


class ReasonWords(BaseModel):
    """The words that join what is so to why and how it is, and set two things apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    causes: tuple[str, ...] = ()
    consequences: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    implications: tuple[str, ...] = ()
    recalling: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    announcing: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()


class AsideWords(BaseModel):
    """The phrases that show what is said beside the matter; ``*`` and ``^`` are those of ``phrases``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    advert: tuple[str, ...] = ()
    housekeeping: tuple[str, ...] = ()
    greeting: tuple[str, ...] = ()
    welcomes: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    farewells: tuple[str, ...] = ()
    interruptions: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    resumptions: tuple[str, ...] = ()
    laughter: tuple[str, ...] = ()


class ClauseWords(BaseModel):
    """The words that join the clauses of a sentence, and those that bind them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    joints: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    nominals: tuple[str, ...] = ()
    finite: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    reaching: tuple[str, ...] = ()
    pairing: tuple[str, ...] = ()
    restricting: tuple[str, ...] = ()
    subordinate: tuple[str, ...] = ()


class TransitionWords(BaseModel):
    """The words that turn to another matter, or go on with the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shifts: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    continuations: tuple[str, ...] = ()


class Grammar(BaseModel):
    """What tells the words of a language apart that has no tagger, and how its phrases are built."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    elided: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()
    conjunctions: dict[str, str] = {}
    noun_joints: frozenset[str] = frozenset()
    adjectives_follow: bool = False
    subjects_drop: bool = False
    questions_invert: bool = False
    verbs_end_as_plurals: bool = False
    verbs_end_clauses: bool = False
    complementizer: str = ""
    impersonal: frozenset[str] = frozenset()
    standing_articles: frozenset[str] = frozenset()
    verbs: dict[str, tuple[str, ...]] = {}
    irregular: frozenset[str] = frozenset()
    nouns: str = ""
    adjectives: tuple[str, ...] = ()
    participles: dict[str, tuple[str, ...]] = {}
    gerunds: tuple[str, ...] = ()
    presents: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    oblique_adjectives: tuple[str, ...] = ()
    spaced_signs: str = ""

    @cached_property
    def known(self) -> frozenset[str]:
        """The nouns as a set."""
        return frozenset(self.nouns.split())


class Lexicon(BaseModel):
    """One language's lists; each is described where it stands, in ``templates/lang/en.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    name: str
    stop_words: str = ""
    conjunction: str = ""
    disjunction: str = ""
    fillers: tuple[str, ...] = ()
    parentheses: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    openers_before_comma: tuple[str, ...] = ()
    kept_openings: tuple[str, ...] = ()
    clause_borders: frozenset[str] = frozenset()
    emphatic: frozenset[str] = frozenset()
    leaning: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    plural_pronouns: frozenset[str] = frozenset()
    empty_subjects: tuple[str, ...] = ()
    demonstratives: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    two_faced: tuple[str, ...] = ()
    after_two_faced: tuple[str, ...] = ()
    pointing: frozenset[str] = frozenset()
    works: tuple[str, ...] = ()
    place_openers: frozenset[str] = frozenset()
    idle_questions: tuple[str, ...] = ()
    intensifiers: frozenset[str] = frozenset()
    question_words: frozenset[str] = frozenset()
    yes_no_openers: frozenset[str] = frozenset()
    reasons: tuple[str, ...] = ()
    subordinators: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    near_negations: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    negating_prefixes: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    negated_endings: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    generic_heads: frozenset[str] = frozenset()
    compounding: frozenset[str] = frozenset()
    name_joints: frozenset[str] = frozenset()
    genitives: tuple[str, ...] = ()
    noises: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    first_person: frozenset[str] = frozenset()
    second_person: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    numerals: dict[str, int] = {}
    point_cues: dict[str, float] = {}
    chatter_cues: dict[str, float] = {}
    definitions: DefinitionWords = DefinitionWords()
    reasoning: ReasonWords = ReasonWords()
    asides: AsideWords = AsideWords()
    clauses: ClauseWords = ClauseWords()
    transitions: TransitionWords = TransitionWords()
    grammar: Grammar = Grammar()
    wording: Wording = Wording()

    @cached_property
    def stops(self) -> frozenset[str]:
        """The stop words as a set, and the sounds that mean nothing."""
        return frozenset((*self.stop_words.split(), *self.fillers))

    def is_stop(self, word: str) -> bool:
        """Whether ``word`` is too common to be a topic, a term or an answer."""
        known = self._known_stops
        if word not in known:
            folded = straighten(word).casefold()
            known[word] = bool({folded, self.core(folded)} & self.stops) or folded in self._leaning_words
        return known[word]

    @cached_property
    def _known_stops(self) -> dict[str, bool]:
        """What ``is_stop`` has found out: an episode asks it twenty times of each word."""
        return {}

    def denies(self, word: str) -> bool:
        """Whether ``word`` is a negation, or ends in one ("didn't")."""
        folded = straighten(word).casefold()
        return folded in self.negations or folded.endswith(self.negated_endings)

    def joined(self, first: str, second: str) -> str:
        """Return two phrases with the conjunction between them, in its form before the second one."""
        others = (
            form for begins, form in self.grammar.conjunctions.items() if second.lower().startswith(begins)
        )
        conjunction = next(others, self.conjunction)
        return f"{first} {conjunction} {second}" if conjunction else f"{first}, {second}"

    def pieces(self, word: str) -> tuple[str, ...]:
        """Return ``word`` in parts where small words lean on it: "l'", "eau"; "est", "-ce"; else whole."""
        before, sign, after = word.partition("'" if "'" in word else "’")
        if sign and after and f"{before.casefold()}'" in self._leaning_words:
            return before + sign, *self.pieces(after)
        stem, hyphen, rest = word.partition("-")
        if hyphen and stem and f"-{rest.casefold()}" in self._leaning_words:
            return stem, hyphen + rest
        return (word,)

    def core(self, word: str) -> str:
        """Return ``word`` without the small words that lean on it."""
        own = (part for part in self.pieces(word) if straighten(part).casefold() not in self._leaning_words)
        return next(own, word)

    @cached_property
    def _leaning_words(self) -> frozenset[str]:
        return frozenset((*self.grammar.elided, *self.grammar.enclitics))


def load(code: str, templates: Templates) -> Lexicon:
    """Return the lexicon of the language ``code`` (ISO 639-1), one without words where there is none.

    Raises TemplateError where the file is not TOML or names a list that does not exist.
    """
    name = f"lang/{code}.toml"
    try:
        text = templates.text(name)
    except TemplateError:
        return Lexicon(name=code, wording=WORDLESS)
    try:
        return Lexicon.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise TemplateError(f"the word lists cannot be used: {error}", where=name) from error


def phrases(choices: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds one of ``choices`` as whole words in folded text, the longest first.

    A ``*`` in a choice stands for up to three words, a ``^`` before it for the beginning of the text.
    """
    ordered = sorted(choices, key=lambda choice: (-len(choice), choice))
    if not ordered:
        return re.compile(r"(?!)")  # nothing is found where there is nothing to look for
    return re.compile(rf"(?<![\w'])(?:{'|'.join(map(_phrase, ordered))})(?:(?<=')|(?![\w']))")


def _phrase(choice: str) -> str:
    start = r"(?<!.)" if choice.startswith("^") else ""
    return start + re.escape(choice.removeprefix("^")).replace(r"\*\ ", r"(?:[^\s.!?]+ ){0,3}")


def before(choices: tuple[str, ...]) -> str:
    """Return the source of a pattern for one of ``choices`` before a word: with a space, but after "l'"."""
    return rf"(?:{either(choices)})(?:(?<=['’])|\s+)"


def either(choices: tuple[str, ...]) -> str:
    """Return the source of a pattern for one of ``choices``, the longest first, with either apostrophe."""
    ordered = sorted(choices, key=lambda choice: (-len(choice), choice))
    return "|".join(re.escape(choice).replace("'", "['’]") for choice in ordered) or r"(?!)"
