import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from studykit import study_file
from studykit.contracts import Source
from studykit.model import BLANK, Card, Citation, Episode, Segment, StudyDocument, Term, Turn
from studykit.notices import Notice
from studykit.templates import Templates
from studykit.writers import json as writer
from tests.sample import SETTINGS, sample

any_text = st.text(max_size=20)
some_text = any_text.map(lambda text: f"x{text}")
shares = st.floats(0, 1)
times = st.none() | st.integers(0, 10**9)
citations = st.lists(
    st.builds(
        Citation,
        quote=some_text,
        speaker=st.none() | any_text,
        start_ms=times,
        end_ms=times,
        estimated=st.booleans(),
        position=shares,
    ),
    min_size=1,
    max_size=2,
).map(tuple)
terms = st.builds(
    Term,
    key=any_text,
    term=some_text,
    definition=st.none() | any_text,
    citations=citations,
    importance=shares,
)
cards = st.builds(
    Card,
    id=some_text,
    kind=st.sampled_from(["question", "cloze"]),
    front=st.just(f"It holds {BLANK}."),
    back=some_text,
    hint=any_text,
    citations=citations,
    importance=shares,
)
episodes = st.builds(
    Episode, key=any_text, title=any_text, published=st.none() | st.dates(date(1990, 1, 1)), duration_ms=times
)
documents = st.builds(
    StudyDocument,
    episode=episodes,
    glossary=st.lists(terms, max_size=2).map(tuple),
    cards=st.lists(cards, max_size=3, unique_by=lambda card: card.id).map(tuple),
    notices=st.lists(st.builds(Notice, code=any_text, text=any_text), max_size=1).map(tuple),
    turns=st.builds(lambda text: (Turn(segments=(Segment(id="s0", text=text),)),), any_text),
)


def written(document):
    return writer.render(document, Templates(), SETTINGS).content


def read_back(document):
    return study_file.load(Source("study.json", written(document)))


@settings(max_examples=60)
@given(documents)
def test_what_is_written_is_read_back_as_the_same_document(document):
    assert read_back(document) == document


def test_the_sample_comes_back_with_and_without_times():
    for document in (sample(), sample(with_times=False)):
        assert read_back(document) == document


def test_the_file_is_made_for_people():
    text = written(sample()).decode()
    assert text.startswith('{\n  "schema": "studykit/1",\n')
    assert text.endswith("}\n")
    assert "🧠 שלום Ωμέγα Живаго" in text
    assert list(json.loads(text))[-1] == "turns"


def test_the_same_document_gives_the_same_bytes():
    assert written(sample()) == written(sample())


def test_a_notice_on_a_file_name_that_is_not_utf_8_can_be_written():
    notice = Notice(code="furniture", text="two lines left out", where="caf\udce9.txt")
    document = sample().model_copy(update={"notices": (notice,)})
    assert read_back(document) == document
