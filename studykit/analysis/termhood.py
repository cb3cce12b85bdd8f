"""What shows that a phrase is a term: features of its use and its form, and the words that it is made of.

How often and where a phrase is said, how rare its words are in the language at large, whether it stands alone
or inside longer phrases (C-value, Frantzi et al. 2000), whether speakers name or explain it. A "protocol" is
more of a term than an "afternoon": what each word tells is learned (``training/terms.py``).
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from studykit.analysis.candidates import Candidate
from studykit.analysis.episode import Reading
from studykit.analysis.kinds import is_person
from studykit.analysis.noun_phrases import ACRONYM
from studykit.analysis.ranker import Features
from studykit.language.frequency import zipf
from studykit.text import bare, is_question, straighten

UNKNOWN_ZIPF = 1.0
"""What a word is worth that the frequency list does not know."""
WINDOW_SENTENCES = 40
"""About the length of a short chapter: a term is often the matter of one."""
_HYPHEN = re.compile("[-‑]")
_MIXED = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]|\w\.\w")


class Termhood:
    """Gives the features of the phrases of one episode."""

    def __init__(self, reading: Reading, candidates: Mapping[str, Candidate]) -> None:
        self._reading = reading
        self._total = sum(len(sentence.words) for sentence in reading.sentences) or 1
        self._last = max(1, len(reading.sentences) - 1)
        titles = (reading.transcript.episode.title, *(mark.title for mark in reading.transcript.chapters))
        self._titles = " ".join(f" {bare(title)} " for title in titles)
        singles = (c for c in candidates.values() if len(c.words) == 1)
        self._said = {c.lemmas[0]: c.count for c in singles}
        self._firsts = Counter(c.lemmas[0] for c in candidates.values() if len(c.words) > 1)
        self._heads = Counter(c.lemmas[-1] for c in candidates.values() if len(c.words) > 1)

    def features(self, group: Sequence[Candidate]) -> Features:
        """Return the features of the phrases of ``group``, which name one thing; the first is its head."""
        head = group[0]
        orders = sorted({order for candidate in group for order in candidate.sentences})
        count = sum(candidate.count for candidate in group)
        return {
            **self._use(head, orders, count),
            **self._form(head, len(group), count),
            **self._words(head, count),
            **self._company(head, orders),
        }

    def _use(self, head: Candidate, orders: Sequence[int], count: int) -> Features:
        sentences = [self._reading.sentences[order] for order in orders]
        turns = {sentence.turn for sentence in sentences}
        nested = head.nested_in
        outside = sum(nested.values())
        free = max(0, head.count - outside)
        return {
            "count": math.log(count),
            "count squared": math.log(count) ** 2,
            "once": float(count == 1),
            "rate": math.log(count / self._total * 1000),
            "turns": math.log(len(turns)),
            "free": math.log1p(free),
            "free share": free / head.count,
            "hosts of it": math.log1p(len(nested)),
            "first": orders[0] / self._last,
            "spread": (orders[-1] - orders[0]) / self._last,
            "burst": _burst(orders) / len(orders) if len(orders) > 1 else 0.0,
            "asked": sum(is_question(s.text) for s in sentences) / len(sentences),
            "asked at all": float(any(is_question(s.text) for s in sentences)),
            "by hosts": sum(self._reading.is_host.get(s.speaker_id, False) for s in sentences)
            / len(sentences),
            "voices": float(len({s.speaker_id for s in sentences}) > 1),
        }

    def _form(self, head: Candidate, forms: int, count: int) -> Features:
        name = head.name
        is_acronym = bool(ACRONYM.fullmatch(name.removesuffix("s"))) and name.upper()[:-1] == name[:-1]
        proper = head.named / max(1, head.count - head.opening)
        length = len(head.words)
        once = float(count == 1)
        mixed = float(bool(_MIXED.search(name)))
        return {
            "two words": float(length == 2),
            "three words": float(length == 3),
            "four words": float(length > 3),
            "acronym": float(is_acronym),
            "proper": proper,
            "proper one": proper * (length == 1),
            "proper many": proper * (length > 1),
            "mixed": mixed,
            "hyphen": float("-" in name or "‑" in name),
            "person": float(is_person(name, self._reading)),
            "digit": float(any(c.isdigit() for c in name)),
            "variants": float(forms > 1),
            "short": float(len(name) < 4),
            "letters": math.log(len(name)),
            "gerund": float(head.roles[-1] == "gerund"),
            "adjective first": float(length > 1 and head.roles[0] == "adjective"),
            "name first": float(length > 1 and head.roles[0] == "name"),
            "name last": float(head.roles[-1] == "name"),
            "common inside": float("common" in head.roles),
            "once acronym": once * is_acronym,
            "once proper": once * proper,
            "once mixed": once * mixed,
            "once many": once * (length > 1),
        }

    def _words(self, head: Candidate, count: int) -> Features:
        rarities = [zipf_or_least(word, self._reading.language) for word in head.words]
        here = math.log10(count / self._total * 1e9)
        parts = [self._said.get(lemma, 0) for lemma in head.lemmas]
        once, many = float(count == 1), float(len(head.words) > 1)
        mean = sum(rarities) / len(rarities)
        return {
            "rarest": min(rarities),
            "commonest": max(rarities),
            "mean zipf": mean,
            "last zipf": rarities[-1],
            "first zipf": rarities[0],
            "surprise": here - mean,
            "least surprise": here - max(rarities),
            "unknown": float(min(rarities) <= UNKNOWN_ZIPF),
            "zipf once": once * mean,
            "zipf many": many * mean,
            "zipf one": (1 - many) * mean,
            "parts": math.log1p(sum(parts) / len(parts)),
            "rarest part": math.log1p(min(parts)),
            "part of it": math.log1p(self._firsts[head.lemmas[0]] + self._heads[head.lemmas[-1]]),
            "modifies": math.log1p(self._firsts[head.lemmas[-1]]),
            "heads": math.log1p(self._heads[head.lemmas[-1]]),
        }

    def _company(self, head: Candidate, orders: Sequence[int]) -> Features:
        names = f" {bare(head.name)} "
        contents = [len(self._reading.content_sets[order]) for order in orders]
        return {
            "in a title": float(names in self._titles),
            "named": math.log1p(head.christened),
            "explained": math.log1p(head.explained),
            "named share": head.christened / head.count,
            "explained share": head.explained / head.count,
            "quoted": head.quoted / head.count,
            "article": head.with_article / head.count,
            "content": sum(contents) / len(contents) / 10,
        }


def _burst(orders: Sequence[int]) -> int:
    """Return the largest number of ``orders`` within one window."""
    best, first = 0, 0
    for last, order in enumerate(orders):
        while order - orders[first] >= WINDOW_SENTENCES:
            first += 1
        best = max(best, last - first + 1)
    return best


def vocabulary(group: Sequence[Candidate]) -> list[str]:
    """Return the folded words of the head of ``group``, those that hyphens join one by one."""
    return bare(_HYPHEN.sub(" ", group[0].name)).split()


def zipf_or_least(word: str, language: str) -> float:
    """Return how common ``word`` is in ``language``; words that nobody counted are equally rare."""
    return max(UNKNOWN_ZIPF, zipf(straighten(word).casefold(), language))
