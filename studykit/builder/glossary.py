"""Makes one glossary of the terms that were found chapter by chapter."""

import re
from collections.abc import Mapping, Sequence

from studykit.model import Chapter, Term
from studykit.text import fold

MOST_CITATIONS = 5
"""All places that explain a term in one chapter, and the best one of each of two others."""


def glossary(terms: Sequence[tuple[Chapter, Term]], texts: Mapping[str, str]) -> tuple[Term, ...]:
    """Return one entry for each key among ``terms``, weightiest first, with the chapters that use it.

    ``texts`` holds what is said in each chapter, by its id. The chapter that explains a term is named first.
    """
    seen: dict[str, Term] = {}
    for chapter, term in terms:
        placed = term.model_copy(update={"chapter_ids": (chapter.id,)})
        before = seen.get(term.key)
        if before is not None and before.importance < term.importance:
            placed, before = before, placed
        seen[term.key] = joined(before, placed) if before is not None else placed
    folded = {key: fold(text) for key, text in texts.items()}
    used = (_with_users(term, folded) for term in seen.values())
    return tuple(sorted(used, key=lambda term: (-term.importance, term.key)))


def joined(term: Term, other: Term) -> Term:
    """Return ``term`` with the names, quotes and chapters of ``other``, which is the same thing.

    ``term`` is explained by its own definition where it has one, with all places that bear it out.
    """
    names = {fold(name): name for name in reversed((*term.aliases, other.term, *other.aliases))}
    explaining, further = (term, other) if term.definition or not other.definition else (other, term)
    quoted = dict.fromkeys((*explaining.citations, *further.citations[:1]))
    return term.model_copy(
        update={
            "aliases": tuple(name for key, name in reversed(names.items()) if key != fold(term.term)),
            "definition": explaining.definition,
            "asks": explaining.asks,
            "citations": tuple(quoted)[:MOST_CITATIONS],
            "chapter_ids": tuple(dict.fromkeys((*explaining.chapter_ids, *further.chapter_ids))),
        }
    )


def _with_users(term: Term, folded: Mapping[str, str]) -> Term:
    """Return ``term`` with the chapters that say it, after those it comes from."""
    forms = [fold(form) for form in (term.term, *term.aliases)]
    users = [key for key, text in folded.items() if key not in term.chapter_ids and _says(text, forms)]
    return term.model_copy(update={"chapter_ids": (*term.chapter_ids, *users)})


def _says(text: str, forms: Sequence[str]) -> bool:
    """Whether one of ``forms`` stands in ``text`` as whole words."""
    held = "|".join(re.escape(form) for form in forms if form in text)  # far quicker than the pattern
    return bool(held) and re.search(rf"(?<![\w-])(?:{held})(?![\w-])", text) is not None
