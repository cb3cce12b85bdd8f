"""The timeline of the printed guide: chapters to scale, and who speaks in them."""

from io import BytesIO
from itertools import groupby, pairwise

import pikepdf
import pytest

from studykit.contracts import WriteSettings
from studykit.model import Segment, Speaker, Turn
from studykit.templates import Templates
from studykit.writers import pdf
from studykit.writers._pdf_timeline import Stretch, stretches
from studykit.writers._speaking import overall, shares_by_chapter
from tests.sample import NOW, sample, told_in_short
from tests.writers.pdf_reader import Guide
from tests.writers.test_pdf_layout import GLANCE, changed, two_hundred_chapters


def shown(document, paper="a4"):
    return Guide(pdf.render(document, Templates(), WriteSettings(now=NOW, paper=paper)).content)


def first_pages(content, count=12):
    """The file without its other pages, which take long to read."""
    with pikepdf.open(BytesIO(content)) as whole:
        del whole.pages[count:]
        whole.save(short := BytesIO())
    return short.getvalue()


def glance(one):
    (page,) = [page for page in one.pages if any(line.text == GLANCE for line in page.text)]
    return page


def rows(page):
    """The words of the page by row, from top to bottom, each from left to right."""
    ordered = sorted(page.words, key=lambda word: (-round(word.baseline), word.left))
    found = groupby(ordered, key=lambda word: round(word.baseline))
    return [" ".join(word.text for word in row) for _, row in found]


def alternatives(one):
    """What is told of the figures of a guide to those who cannot see them."""
    elements = [item for item in one.pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
    return [str(element.Alt) for element in elements if element.S == "/Figure"]


def spoken(*parts):
    """A document whose chapters are each one turn or more of (speaker, letters)."""
    names = dict.fromkeys(name for part in parts for name, _ in part)
    turns, chapters, number = [], [], 0
    for place, part in enumerate(parts):
        first = number
        for name, letters in part:
            turns.append(Turn(speaker_id=name, segments=(Segment(id=f"s{number}", text="x" * letters),)))
            number += 1
        ends = {"first_segment_id": f"s{first}", "last_segment_id": f"s{number - 1}"}
        chapter = sample().chapters[0].model_copy(update={"id": f"k{place}", "summary": (), **ends})
        chapters.append(chapter)
    speakers = [Speaker(id=name, name=name) for name in names if name]
    return changed(sample(), turns=turns, chapters=chapters, speakers=speakers, cards=(), glossary=())


def test_a_speakers_share_of_a_chapter_is_that_of_its_letters():
    document = spoken([("Ana", 30), ("Ben", 10)], [("Ben", 60)])
    assert [[(share.speaker, share.percent) for share in part] for part in shares_by_chapter(document)] == [
        [("Ana", "75"), ("Ben", "25")],
        [("Ben", "100")],
    ]
    assert [(share.speaker, share.percent) for share in overall(document)] == [("Ben", "70"), ("Ana", "30")]


def test_nobody_has_a_share_where_it_is_not_known_who_speaks():
    document = spoken([("Ana", 30), (None, 10)], [("Ana", 60)])
    assert [len(part) for part in shares_by_chapter(document)] == [0, 1]
    assert overall(document) == ()


def test_a_chapter_whose_segments_are_not_there_has_no_shares():
    document = spoken([("Ana", 30)], [("Ben", 60)])
    lost = document.chapters[0].model_copy(update={"first_segment_id": "gone"})
    assert shares_by_chapter(changed(document, chapters=(lost, document.chapters[1])))[0] == ()


def test_chapters_reach_to_the_next_one_and_the_last_to_the_end():
    assert stretches(sample()) == (Stretch(0.0, 0.5), Stretch(0.5, 1.0))
    assert stretches(sample(with_times=False)) == (Stretch(0.0, 0.5), Stretch(0.5, 1.0))


def test_the_timeline_names_times_chapters_and_speakers_with_their_shares():
    texts = rows(glance(shown(sample())))
    assert "1 2" in texts
    assert "0:00 1:00 2:00 3:00 4:00" in texts
    assert [text for text in texts if text.endswith("%")] == ["Ana Ruiz 88 %", "Ben Okri 12 %"]


def test_what_the_whole_says_stands_above_the_timeline_with_its_moments():
    texts = rows(glance(shown(told_in_short(sample()))))
    first = texts.index("In short")
    told = " ".join(texts[first + 1 : texts.index("Timeline")])
    assert "Memories fade when nobody asks for them" in told
    assert "Ana Ruiz, 1:00" in told
    assert "Ana Ruiz, 2:00" in told
    assert "In short" not in rows(glance(shown(sample())))


def test_without_pictures_the_page_tells_the_whole_in_short():
    bare = changed(sample(), chapters=(), glossary=(), cards=())
    assert rows(glance(shown(told_in_short(bare))))[:2] == [GLANCE, "In short"]


def test_without_times_the_axis_is_one_of_shares():
    assert "0 % 25 % 50 % 75 % 100 %" in rows(glance(shown(sample(with_times=False))))


def test_the_timeline_says_in_words_what_it_shows():
    (told,) = [text for text in alternatives(shown(sample())) if text.startswith("Timeline")]
    assert "1 The forgetting curve, 0:00, Ana Ruiz 74 %, Ben Okri 26 %" in told


def test_an_episode_of_one_chapter_has_no_timeline():
    one = shown(changed(sample(), chapters=sample().chapters[:1]))
    assert GLANCE not in [entry.title for entry in one.outline]


@pytest.mark.parametrize(
    "document",
    [
        two_hundred_chapters(),
        spoken(*[[(f"Speaker {n} of a rather long name indeed", n + 1)] for n in range(40)]),
        spoken(*[[("Ana", 1), ("Ben", 99_999)]] * 3),
    ],
    ids=["200 chapters", "40 speakers", "a speaker of one letter"],
)
def test_no_two_words_of_a_timeline_stand_on_each_other_and_none_leaves_the_paper(document):
    content = pdf.render(document, Templates(), WriteSettings(now=NOW)).content
    one = Guide(first_pages(content, 9))
    page, width = glance(one), float(one.pdf.pages[0].mediabox[2])
    found = sorted(page.words, key=lambda word: (-round(word.baseline), word.left))
    for word, after in pairwise(found):
        assert round(word.baseline) != round(after.baseline) or word.right <= after.left + 0.1
    assert all(word.left > 15 and word.right < width - 15 for word in found)
    assert len([word for word in found if word.text.isdigit()]) >= 3
