"""Recognises by its words what is said beside the matter: adverts, greetings, jokes, legal text.

A sentence is judged by its own phrases first, then by where it stands: between the beginning of an advert
and its call to action, before the last greeting of an episode's opening, after the first farewell of its
end, and before laughter.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studykit.language.lexicon import AsideWords, Lexicon, phrases
from studykit.model import Aside
from studykit.text import is_question, words

OPENING_WORDS, CLOSING_WORDS = 250, 180
"""How far from its ends an episode is greeted and taken leave of; measured on 24 episodes of eight shows."""
MOST_SHARE = 0.08
"""No more of a short episode than this is its opening, or its closing."""
GAP_WORDS = 100
"""Two greetings further apart than this have the matter between them."""
LAST_SHARE = 0.1
"""A farewell to the listeners that is said earlier ends a part of the show, not the show."""
AGENDA_WORDS = 20
"""In a longer sentence what is said of the show or of what comes next is said in passing."""
ADVERT_WORDS = 300
NEAR_SENTENCES, ADVERT_SENTENCES = 3, 6
"""How close two offers stand, and how far an advert goes on that ends in no offer: "join us in Riga"."""

_MARKER = re.compile(r"\[[^\[\]]{0,60}\](?!\()|\([^()]{0,30}\)|♪[^♪]*♪")
_ADDRESS = re.compile(
    r"(?<![\w/@.-])(?:www\.)?[\w-]+(?:\.| dot )"
    r"(?:com|org|net|io|dev|fm|co|app|ai|tv|me|us|uk|de|eu|tips|show|shop|fyi)(?![\w-])"
)


@dataclass(frozen=True)
class Said:
    """A sentence to be judged: its folded text, and who said it, None where that is not known."""

    folded: str
    speaker_id: str | None = None


class AsideFinder:
    """Judges sentences of one language; in a language without lists only bracketed markers are found."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = _Patterns(lexicon.asides)

    def find(self, folded: str) -> Aside | None:
        """Return what kind of aside a folded sentence is by its own words, None where it is for study."""
        if not words(_MARKER.sub("", folded)) and _MARKER.search(folded):
            return "marker"
        known = self._words
        kind = next((kind for kind, pattern in known.kinds.items() if pattern.search(folded)), None)
        is_short = kind is None and len(words(folded)) <= AGENDA_WORDS
        return "housekeeping" if is_short and self._is_of_the_show(folded) else kind

    def find_all(self, said: Sequence[Said]) -> list[Aside | None]:
        """Return what kind of aside each of an episode's sentences is, None where it is for study."""
        kinds = [self.find(sentence.folded) for sentence in said]
        lengths = [len(words(sentence.folded)) for sentence in said]
        spans: list[tuple[range, Aside]] = [
            *((span, "advert") for span in self._adverts(said, lengths, kinds)),
            (self._opening(said, lengths), "greeting"),
            (self._closing(said, lengths), "housekeeping"),
            *((range(at, at + 1), "joke") for at in self._jokes(said)),
        ]
        for span, kind in spans:
            for index in span:
                kinds[index] = kinds[index] or kind
        return kinds

    def _is_of_the_show(self, folded: str) -> bool:
        """Whether a short sentence is of the show itself, or says what is talked about next."""
        if self._words.passing.search(folded):
            return True
        return not is_question(folded) and self._words.agenda.search(folded) is not None

    def _opening(self, said: Sequence[Said], lengths: Sequence[int]) -> range:
        """Return the sentences up to the last of the greetings that follow closely on one another."""
        return range(_chained(self._words.openings, said, lengths, OPENING_WORDS))

    def _closing(self, said: Sequence[Said], lengths: Sequence[int]) -> range:
        """Return the sentences from the first of the farewells that end the episode one after another."""
        count = _chained(self._words.closings, said[::-1], lengths[::-1], CLOSING_WORDS)
        return range(min(len(said) - count, self._farewell(said, lengths)), len(said))

    def _farewell(self, said: Sequence[Said], lengths: Sequence[int]) -> int:
        """Return the sentence that ends the show, credits and outtakes after it; else the number of all."""
        left = LAST_SHARE * sum(lengths)
        for index in range(len(said) - 1, -1, -1):
            left -= lengths[index]
            if left < 0:
                break
            if self._words.farewells.search(said[index].folded):
                return index
        return len(said)

    def _jokes(self, said: Sequence[Said]) -> Iterable[int]:
        """Yield the sentences that laughter ends or answers (of 190 such, 3 made a point)."""
        laughs = [self._words.laughter.search(sentence.folded) for sentence in said]
        for index, sentence in enumerate(said):
            after = laughs[index + 1] if index + 1 < len(said) else None
            if self._words.laughed_at.search(sentence.folded) or (after and after.start() == 0):
                yield index

    def _adverts(
        self, said: Sequence[Said], lengths: Sequence[int], kinds: Sequence[Aside | None]
    ) -> Iterable[range]:
        """Yield each advert of several sentences: from what begins it, or a first offer, to its last call."""
        is_call = [self._is_call(sentence.folded) for sentence in said]
        end = 0
        for index, sentence in enumerate(said):
            begins = kinds[index] == "advert" or self._words.interruptions.search(sentence.folded) is not None
            if index < end or not (begins or is_call[index]):
                continue
            near = range(index, index + ADVERT_SENTENCES) if kinds[index] == "advert" else ()
            breath = list(self._same_breath(said, lengths, index))
            calls = [at for at in breath if is_call[at] or (at in near and kinds[at] == "advert")]
            if calls and (begins or (len(calls) > 1 and calls[1] - index <= NEAR_SENTENCES)):
                end = calls[-1] + 1
                yield range(index, end)

    def _same_breath(self, said: Sequence[Said], lengths: Sequence[int], first: int) -> Iterable[int]:
        """Yield ``first`` and the sentences after it that may belong to one advert with it."""
        total = 0
        for index in range(first, len(said)):
            is_other = said[index].speaker_id != said[first].speaker_id
            total += lengths[index]
            if is_other or total > ADVERT_WORDS or self._words.resumptions.search(said[index].folded):
                return
            yield index

    def _is_call(self, folded: str) -> bool:
        """Whether a sentence sends the listener to a shop: an offer, or a call with an address."""
        if self._words.offers.search(folded):
            return True
        return _ADDRESS.search(folded) is not None and self._words.calls.search(folded) is not None


class _Patterns:
    """The phrases of one language, compiled."""

    def __init__(self, asides: AsideWords) -> None:
        self.kinds: dict[Aside, re.Pattern[str]] = {
            "advert": phrases(asides.advert),
            "greeting": phrases(asides.greeting),
            "housekeeping": phrases(asides.housekeeping),
            "legal": phrases(asides.legal),
        }
        self.passing = phrases(asides.passing)
        self.agenda = phrases(asides.agenda)
        self.openings = phrases((*asides.openings, *asides.greeting))
        self.closings = phrases((*asides.closings, *asides.housekeeping))
        self.farewells = phrases(asides.farewells)
        self.interruptions = phrases(asides.interruptions)
        self.offers = phrases(asides.offers)
        self.calls = phrases(asides.calls)
        self.resumptions = phrases(asides.resumptions)
        bracketed = rf"[\[(][^\])]{{0,30}}{phrases(asides.laughter).pattern}[^\])]{{0,30}}[\])]"
        self.laughter = re.compile(bracketed)
        self.laughed_at = re.compile(rf"{bracketed}\W*$")


def _chained(pattern: re.Pattern[str], said: Sequence[Said], lengths: Sequence[int], most: int) -> int:
    """Return how many of the first sentences lead to the last with ``pattern``, over gaps of few words.

    The last one stands within ``most`` words, and within MOST_SHARE of all.
    """
    limit = min(most, MOST_SHARE * sum(lengths))
    count, total, since = 0, 0, 0
    for index, (sentence, length) in enumerate(zip(said, lengths, strict=True)):
        if total > limit or since > GAP_WORDS:
            break
        found = pattern.search(sentence.folded)
        count = index + 1 if found else count
        total, since = total + length, 0 if found else since + length
    return count
