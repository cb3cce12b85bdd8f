import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studykit.markdown import anchor, escape, escape_lines, link
from studykit.model import Episode, Segment, StudyDocument, Turn
from studykit.templates import Templates
from studykit.text import clean
from studykit.writers import md
from tests.sample import FORGETTING, IN_SHORT, ODD, SETTINGS, SPACING, cite, sample, told_in_short
from tests.writers.markdown_reading import PARSER

MARKUP = st.text(alphabet=st.sampled_from("\\`*_[]<>#|~$^&;!-+=.:/%()19aw \n\"'é🧠"), max_size=30)


def guide(document):
    return md.render(document, Templates(), SETTINGS).content.decode("utf-8")


def shown(markdown):
    """The text that a reader of the rendered page sees, and the kinds of its parts."""
    parts = [part for token in PARSER.parse(markdown) if token.children for part in token.children]
    text = "".join("\n" if part.type in ("hardbreak", "softbreak") else part.content for part in parts)
    return text, {part.type for part in parts}


def squeezed(text):
    return " ".join(text.split())


@settings(max_examples=400)
@given(MARKUP | st.text(max_size=30))
@example("1. one")
@example("- [x] & &amp; &#35; &copy;")
@example("https://a_b.org/c_d www.a_b.org :tada: ==x== %%y%% $1$ ~~z~~ #tag ^id [[w]]")
@example("<script>no</script> ![i](j) {{c1::x}} a::b")
def test_any_text_is_shown_as_it_was_written(text):
    for before in ("", "- ", "7. ", "## ", "> "):
        line, kinds = shown(f"{before}x {escape(clean(text))}")
        assert squeezed(line) == squeezed(f"x {clean(text)}")
        assert kinds <= {"text", "text_special"}
        alone, kinds = shown(before + escape(clean(text)))
        assert squeezed(alone) == squeezed(clean(text))
        assert kinds <= {"text", "text_special"}


@settings(max_examples=200)
@given(MARKUP)
def test_the_lines_of_a_list_item_stay_in_it(text):
    tokens = PARSER.parse(f"1. {escape_lines('x' + text, '   ')}\n2. next")
    assert [token.type for token in tokens].count("list_item_open") == 2
    assert [token.type for token in tokens].count("paragraph_open") == 2


@settings(max_examples=200)
@given(st.text(alphabet="ab<>()[]\\ &;é*_\"'#?%", max_size=20))
def test_a_link_holds_its_label_and_its_address(address):
    tokens = [
        part
        for token in PARSER.parse(link("Ana [x]", f"https://e.org/{address}"))
        for part in token.children or ()
    ]
    assert tokens[0].type == "link_open"
    assert tokens[0].attrs["href"].startswith("https://e.org/")
    assert tokens[-1].type == "link_close"


@pytest.mark.parametrize("with_times", [True, False])
def test_everything_to_learn_is_in_the_guide_as_written(with_times):
    document = sample(with_times=with_times)
    text, kinds = shown(guide(document))
    expected = [document.episode.title, FORGETTING, SPACING, ODD, "curve of forgetting"]
    expected += [chapter.title for chapter in document.chapters]
    expected += [term.term for term in document.glossary]
    expected += [words for card in document.cards for words in (card.front, card.back, card.hint)]
    expected += ["Ben Okri (host), Ana Ruiz (guest)", "Ana Ruiz, ≈ 2:00"] if with_times else ["at 25 %"]
    assert [words for words in expected if words not in text] == []
    assert "html_inline" not in kinds


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("“Who goes?”", "“Who goes?”"),
        ('"Who goes?"', '"Who goes?"'),
        ("“Who?” he asked.", "“‘Who?’ he asked.”"),
        ('He asked: "Who?"', "“He asked: 'Who?'”"),
        ("The “inner” voice.", "“The “inner” voice.”"),
    ],
)
def test_a_quote_has_one_pair_of_marks_around_it(said, printed):
    card = sample().cards[0].model_copy(update={"citations": (cite(said, 1),)})
    assert f"> {printed} ([Ana Ruiz, 1:00]" in guide(sample().model_copy(update={"cards": (card,)}))


def test_answers_come_after_all_questions_and_share_their_numbers():
    text = guide(sample())
    questions, answers = text.split("\n## Answers\n")
    for number, card in enumerate(sample().cards, start=1):
        assert f"\n{number}. {escape_lines(card.front, '   ')}" in questions
        assert f"\n{number}. {escape_lines(card.back, '   ')}\n" in answers


def test_a_moment_opens_the_episode_there():
    assert "[Ana Ruiz, 1:00](<https://www.youtube.com/watch?v=abc&t=60s>)" in guide(sample())


def test_an_episode_without_an_address_has_no_links_but_those_of_the_contents():
    targets = re.findall(r"\]\((.+?)\)", guide(sample(with_times=False)))
    assert targets
    assert all(target.startswith("#") for target in targets)


def test_what_the_whole_says_stands_before_the_contents_with_its_moments():
    text = guide(told_in_short(sample()))
    before, _, after = text.partition("## In short\n\n")
    row, contents = after.split("\n\n")[:2]
    assert "## Contents" not in before
    assert contents == "## Contents"
    moments = "([Ana Ruiz, 1:00](<{0}&t=60s>); [Ana Ruiz, 2:00](<{0}&t=120s>))".format(sample().episode.url)
    assert row == f"- {IN_SHORT} {moments}"
    assert "In short" not in guide(sample())


def test_the_contents_lead_to_the_headings():
    tokens = PARSER.parse(guide(sample()))
    titles = [
        "".join(part.content for part in tokens[place + 1].children)
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    ]
    targets = [
        part.attrs["href"]
        for token in tokens
        for part in token.children or ()
        if part.type == "link_open" and part.attrs["href"].startswith("#")
    ]
    assert targets == [anchor(title) for title in titles if title != "Contents"]


def test_github_drops_punctuation_from_an_anchor():
    assert anchor("2. Spacing :: {{odd}} <b>things</b>") == "#2-spacing--odd-bthingsb"


def test_words_that_are_used_but_not_explained_are_marked():
    assert "- **AT&T** · *used, not defined here*" in guide(sample())


def test_an_almost_empty_document_is_a_title():
    turn = Turn(segments=(Segment(id="s0", text="Hm."),))
    assert guide(StudyDocument(episode=Episode(key="k", title=""), turns=(turn,))) == "# Study guide\n"


def test_a_chapter_without_content_says_so():
    document = sample()
    bare = document.chapters[-1].model_copy(update={"id": "bare", "title": "Goodbyes", "summary": ()})
    text = guide(document.model_copy(update={"chapters": (*document.chapters, bare)}))
    assert text.count("*Nothing was chosen from this chapter.*") == 1


def test_terms_and_cards_of_no_chapter_are_not_lost():
    document = sample().model_copy(update={"chapters": ()})
    text, _ = shown(guide(document))
    assert "What to learn" in text
    assert all(card.front in text and card.back in text for card in document.cards)
    assert all(term.term in text for term in document.glossary)


def test_the_sign_of_an_estimated_time_is_explained_only_where_it_stands():
    assert "marked ≈" in guide(sample())
    assert "≈" not in guide(sample(with_times=False))


def test_a_guide_speaks_the_language_of_its_episode():
    episode = sample().episode.model_copy(update={"language": "fr"})
    text = guide(sample().model_copy(update={"episode": episode}))
    for words in ("## Sommaire", "### Passages clés", "## Réponses", "25 novembre 2025", "(Indice"):
        assert words in text
    assert [word for word in ("Contents", "Key passages", "Answers", "hint") if word in text] == []


def test_a_letter_with_an_accent_stands_where_the_letter_without_stands():
    plain = sample().glossary[0]
    names = ("zinc", "Öl", "éclair", "Olive", "apple")
    glossary = tuple(plain.model_copy(update={"term": name, "key": name}) for name in names)
    text = guide(sample().model_copy(update={"glossary": glossary})).partition("## Glossary")[2]
    assert re.findall(r"- \*\*(.*?)\*\*", text) == ["apple", "éclair", "Öl", "Olive", "zinc"]
