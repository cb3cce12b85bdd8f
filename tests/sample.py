"""A small study document made by hand, with the characters that break careless writers."""

from datetime import UTC, date, datetime

from studykit.contracts import WriteSettings
from studykit.model import (
    BLANK,
    Card,
    Chapter,
    Citation,
    Episode,
    Fact,
    Passage,
    Question,
    Segment,
    Speaker,
    StudyDocument,
    Term,
    Turn,
)

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SETTINGS = WriteSettings(now=NOW)

FORGETTING = "The forgetting curve is the rate at which a memory fades when nobody asks for it."
SPACING = "If you space the reviews, you need about 40 % fewer of them for the same recall."
ODD = "Odd: if x<y>z & AT&T {{c1::x}} a::b 🧠 שלום Ωμέγα Живаго."


def cite(quote: str, segment: int, *, speaker: str | None = "Ana Ruiz", estimated: bool = False) -> Citation:
    return Citation(
        quote=quote,
        speaker=speaker,
        start_ms=segment * 60_000,
        end_ms=segment * 60_000 + 8_000,
        estimated=estimated,
        position=segment / 4,
        segment_ids=(f"s{segment}",),
    )


def timeless(citation: Citation) -> Citation:
    return citation.model_copy(update={"start_ms": None, "end_ms": None, "speaker": None})


def sample(*, with_times: bool = True) -> StudyDocument:
    """Two chapters, four kinds of trouble; without times it is what raw recognised speech gives."""

    def at(quote: str, segment: int, estimated: bool = False) -> Citation:
        citation = cite(quote, segment, estimated=estimated)
        return citation if with_times else timeless(citation)

    def ms(value: int) -> int | None:
        return value if with_times else None

    host, guest = ("host", "guest") if with_times else (None, None)
    turns = (
        Turn(
            speaker_id=host,
            segments=(Segment(id="s0", text="What is the forgetting curve?", start_ms=ms(0)),),
        ),
        Turn(speaker_id=guest, segments=(Segment(id="s1", text=FORGETTING, start_ms=ms(60_000)),)),
        Turn(speaker_id=guest, segments=(Segment(id="s2", text=SPACING, start_ms=ms(120_000)),)),
        Turn(speaker_id=guest, segments=(Segment(id="s3", text=ODD, start_ms=ms(180_000)),)),
    )
    show, episode = "show::memory-lane", "episode::why-we-forget-and-other-questions"
    return StudyDocument(
        episode=Episode(
            key="memory-lane/why-we-forget",
            title="Why we forget & other <questions>",
            show="Memory Lane",
            published=date(2025, 11, 25),
            url="https://www.youtube.com/watch?v=abc" if with_times else "",
            duration_ms=ms(240_000),
        ),
        speakers=(
            Speaker(id="host", name="Ben Okri", role="host"),
            Speaker(id="guest", name="Ana Ruiz", role="guest"),
        )
        if with_times
        else (),
        chapters=(
            Chapter(
                id="c1",
                title="The forgetting curve",
                origin="given",
                start_ms=ms(0),
                end_ms=ms(120_000),
                first_segment_id="s0",
                last_segment_id="s1",
                summary=(Passage(text=FORGETTING, citations=(at(FORGETTING, 1),)),),
                questions=(
                    Question(
                        question="What is the forgetting curve?",
                        answer="The rate at which a memory fades when nobody asks for it.",
                        citations=(at(FORGETTING, 1),),
                    ),
                ),
            ),
            Chapter(
                id="c2",
                title="Spacing :: {{odd}} <b>things</b>",
                origin="detected",
                start_ms=ms(120_000),
                end_ms=ms(240_000),
                position=0.5,
                first_segment_id="s2",
                last_segment_id="s3",
                summary=(
                    Passage(text=SPACING, citations=(at(SPACING, 2, True),)),
                    Passage(text=ODD, citations=(at(ODD, 3),)),
                ),
                facts=(Fact(statement=SPACING, hidden="40 %", citations=(at(SPACING, 2),)),),
            ),
        ),
        glossary=(
            Term(
                key="forgetting curve",
                term="forgetting curve",
                aliases=("curve of forgetting",),
                definition=FORGETTING,
                citations=(at(FORGETTING, 1),),
                chapter_ids=("c1",),
                importance=0.9,
            ),
            Term(
                key="att",
                term="AT&T",
                kind="organisation",
                citations=(at(ODD, 3),),
                chapter_ids=("c2",),
                importance=0.2,
            ),
        ),
        cards=(
            Card(
                id="definition0000001",
                kind="definition",
                front="What is the forgetting curve?",
                back="The rate at which a memory fades when nobody asks for it.",
                citations=(at(FORGETTING, 1),),
                chapter_id="c1",
                tags=(show, episode, "chapter::01-the-forgetting-curve", "kind::definition"),
                importance=0.9,
            ),
            Card(
                id="cloze000000000001",
                kind="cloze",
                front=f"If you space the reviews, you need about {BLANK} fewer of them for the same recall.",
                back="40 %",
                hint="a share",
                citations=(at(SPACING, 2, True),),
                chapter_id="c2",
                tags=(show, episode, "chapter::02-spacing-odd-b-things-b", "kind::cloze"),
                importance=0.8,
            ),
            Card(
                id="question000000001",
                kind="question",
                front="Is x<y>z & AT&T {{c1::x}} a::b the same as 🧠 שלום Ωμέγα Живаго?",
                back="<script>no</script> & {{Front}} }} a::b",
                citations=(at(ODD, 3),),
                chapter_id="c2",
                tags=(show, episode, "chapter::02-spacing-odd-b-things-b", "kind::question"),
                importance=0.4,
            ),
        ),
        turns=turns,
    )


IN_SHORT = "Memories fade when nobody asks for them, and spaced reviews save 40 % of the work."


def told_in_short(document: StudyDocument) -> StudyDocument:
    """The document with a sentence about the whole episode, which rests on two of the sample's quotes."""
    passage = Passage(text=IN_SHORT, citations=(cite(FORGETTING, 1), cite(SPACING, 2)))
    return document.model_copy(update={"overview": (passage,)})
