"""Transcripts to convert: any that a format can hold, with the words that formats stumble over."""

from hypothesis import strategies as st

from studykit.model import ChapterMark, Episode, Segment, Speaker, Transcript, Turn

WORDS = [
    *(
        "bread",
        "rises",
        "because",
        "naïve",
        "Šárka",
        "面包",
        "don’t",
        "it's",
        "10,000",
        "3.5%",
        "C++",
        "A&B",
        "AT&T",
    ),
    *("&amp;", "&copy", "&#39;", "<b>", "</i>", "<v", "x<y", "a>b", "-->", "{curly}", "[link](x)", "(aside)"),
    *(
        "*star*",
        "**bold**",
        "_under_",
        "snake_case",
        "`code`",
        "~~gone~~",
        "#tag",
        "|",
        "\\",
        "$5",
        "1.",
        "“quoted”",
    ),
    *(
        "12:30",
        "http://a.example/b_(c)?d=e&f",
        "🙂",
        "e\u0301",
        "שלום",
        "–",
        "—",
        "…",
        "#",
        "+",
        "=",
        "^",
        "<!--",
    ),
]
OPENERS = [
    "The",
    "A",
    "We",
    "Because",
    "Élan",
    "<b>Bold",
    "*Star",
    "“So",
    "#1",
    "1.",
    "2)",
    "+1",
    "5",
    "\\n",
    "&",
]
NAMES = [
    "Ana Ruiz",
    "Ben Okri",
    "Zoë O'Neil",
    "Dr. Amy Chen",
    "SPEAKER_01",
    "Speaker 2",
    "María José",
    "Ben",
]

sentences = st.builds(
    lambda opener, middle, mark: f"{opener} {' '.join(middle)} loaf{mark}",
    st.sampled_from(OPENERS),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=12),
    st.sampled_from([".", "?", "!", "…"]),
)


@st.composite
def talks(draw: st.DrawFn, *, named: bool, stamped: bool = True, fractions: bool = True) -> Transcript:
    """A transcript in which everybody speaks twice or more, or nobody has a name."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=2, max_size=4)) if named else []
    voices = [*names, *names, *draw(st.lists(st.sampled_from(names), max_size=6))] if named else [None] * 4
    start_ms, number, turns = 0, 0, []
    for voice in voices:
        segments = []
        for index in range(draw(st.integers(1, 3))):
            length_ms = draw(st.integers(1, 20)) * (1000 if not fractions else 537)
            segments.append(
                Segment(
                    id=f"s{number}",
                    text=draw(sentences),
                    start_ms=start_ms if stamped else None,
                    end_ms=start_ms + length_ms if stamped else None,
                    paragraph=index > 0 and draw(st.booleans()),
                )
            )
            start_ms, number = start_ms + length_ms, number + 1
        turns.append(Turn(speaker_id=voice, segments=tuple(segments)))
    return Transcript(
        episode=Episode(
            key="k", title="On bread: a talk", show="Crumb & Crust", published="2025-03-14", language="en"
        ),
        speakers=tuple(Speaker(id=name, name=name) for name in names),
        turns=tuple(turns),
    )


@st.composite
def with_chapters(draw: st.DrawFn, talk: Transcript) -> Transcript:
    """``talk`` with up to four chapters, each at a segment and at its time."""
    places = draw(st.lists(st.sampled_from(list(talk.segments)), unique_by=lambda s: s.id, max_size=4))
    ordered = sorted(places, key=lambda segment: int(segment.id[1:]))
    titles = draw(st.lists(sentences, min_size=len(ordered), max_size=len(ordered)))
    marks = (
        ChapterMark(title=title, start_ms=segment.start_ms, segment_id=segment.id)
        for title, segment in zip(titles, ordered, strict=True)
    )
    return talk.model_copy(update={"chapters": tuple(marks)})
