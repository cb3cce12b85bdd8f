"""Episodes of one show that explain the same terms, made by hand."""

from datetime import date

from studykit.model import Card, Citation, Episode, Segment, Speaker, StudyDocument, Term, Turn


def episode(
    number: int,
    *terms: str,
    importance: float = 0.5,
    language: str = "en",
    show: str = "Memory Lane",
    published: date | None = None,
    title: str = "",
) -> StudyDocument:
    """Episode ``number`` of a show, which explains ``terms`` and says one more thing on each."""
    said = [quote for term in terms for quote in (_definition(term, number), _remark(term, number))]
    said.append("That is all for today.")
    segments = tuple(Segment(id=f"s{at}", text=text, start_ms=at * 10_000) for at, text in enumerate(said))
    found = tuple(_term(term, number, 2 * at, importance) for at, term in enumerate(terms))
    definitions = tuple(_card(term, number, importance) for term in found)
    return StudyDocument(
        episode=Episode(
            key=f"show/{number}",
            title=title or f"Episode {number}",
            show=show,
            published=published or date(2025, 1, number),
            language=language,
            audio_url=f"https://cdn.example/{number}.mp3",
        ),
        speakers=(Speaker(id="ana", name=f"Ana {number}"),),
        glossary=found,
        cards=(*definitions, *(_question(term, number, 2 * at + 1) for at, term in enumerate(terms))),
        turns=(Turn(speaker_id="ana", segments=segments),),
    )


def _definition(term: str, number: int) -> str:
    return f"{term.capitalize()} is what episode {number} says of it."


def _remark(term: str, number: int) -> str:
    return f"Nobody forgets {term} after episode {number} of all."


def _cited(quote: str, number: int, at: int) -> tuple[Citation, ...]:
    start_ms = at * 10_000
    return (Citation(quote=quote, speaker=f"Ana {number}", start_ms=start_ms, segment_ids=(f"s{at}",)),)


def _term(term: str, number: int, at: int, importance: float) -> Term:
    quote = _definition(term, number)
    return Term(
        key=term,
        term=term,
        definition=f"What episode {number} says of it.",
        citations=_cited(quote, number, at),
        importance=importance,
    )


def _card(term: Term, number: int, importance: float) -> Card:
    return Card(
        id=f"{term.key}{number}",
        kind="definition",
        front=f"What does Ana {number} call {term.term}?",
        back=term.definition or "",
        reverse=term.term,
        citations=term.citations,
        tags=("show::memory-lane", f"episode::{number}"),
        importance=importance,
    )


def _question(term: str, number: int, at: int) -> Card:
    return Card(
        id=f"q{term}{number}",
        kind="question",
        front=f"After which episode does nobody forget {term}?",
        back=f"Episode {number}.",
        citations=_cited(_remark(term, number), number, at),
        tags=("show::memory-lane", f"episode::{number}"),
    )
