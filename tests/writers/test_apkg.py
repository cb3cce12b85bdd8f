"""The deck is opened by the real Anki."""

import html
import io
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from studykit.contracts import WriteSettings
from studykit.errors import NothingToStudyError, TemplateError
from studykit.model import BLANK, Card, RetiredCard, StudyDocument
from studykit.season import alone
from studykit.templates import Templates
from studykit.writers import _anki_retired
from studykit.writers.apkg import WRITER
from tests.sample import NOW, SETTINGS, cite, sample
from tests.writers.anki_engine import Anki, Imported, new_anki

CHECKER = Path(__file__).resolve().parents[3] / "shared" / "tools" / "anki_check.py"
LATER = WriteSettings(now=NOW + timedelta(days=1))
FIRST_FIELDS = [
    "Front",
    "Back",
    "Hint",
    "More",
    "Quote",
    "Speaker",
    "Time",
    "Link",
    "Chapter",
    "Episode",
    "Show",
]
LAST_FIELDS = [
    "Published",
    "Audio",
    "Image",
    "Reverse",
    "TypeAnswer",
    "Id",
    "Context",
    "Spare2",
    "Spare3",
    "Spare4",
]


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with new_anki(tmp_path) as learner:
        yield learner


def package(document: StudyDocument, settings: WriteSettings = SETTINGS) -> bytes:
    return WRITER.render(document, Templates(), settings).content


def with_cards(*cards: Card) -> StudyDocument:
    return sample().model_copy(update={"cards": cards})


def changed(document: StudyDocument, guid: str, **update: str) -> StudyDocument:
    cards = tuple(card.model_copy(update=update) if card.id == guid else card for card in document.cards)
    return document.model_copy(update={"cards": cards})


def shown(rendered: str) -> str:
    """What a learner reads of a card, without its style and markup."""
    text = re.sub(r"<style>.*?</style>", "", rendered, flags=re.S)
    return html.unescape(re.sub(r"<br>", "\n", text).replace("</div>", "\n")).replace("\xa0", " ")


def words(rendered: str) -> str:
    return re.sub(
        r"\s+", " ", re.sub(r"<[^>]*>", "", shown(rendered.replace("&lt;", "‹").replace("&gt;", "›")))
    )


def test_the_field_list_is_a_promise(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(sample()), tmp_path)
    for name in ("studykit Basic 1", "studykit Cloze 1"):
        kind = anki.collection.models.by_name(name)
        assert kind is not None
        assert anki.collection.models.field_names(kind) == FIRST_FIELDS + LAST_FIELDS


def test_every_card_of_the_document_is_one_note_and_one_card(anki: Anki, tmp_path: Path) -> None:
    document = sample()
    assert anki.take(package(document), tmp_path) == Imported(new=3, updated=0, duplicate=0, conflicting=0)
    assert [card.note()["Id"] for card in anki.cards()] == [card.id for card in document.cards]
    problems, is_sound = anki.collection.fix_integrity()
    assert is_sound, problems


def test_a_second_import_adds_nothing(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(sample()), tmp_path)
    assert anki.take(package(sample(), LATER), tmp_path).new == 0
    assert len(anki.cards()) == 3


def test_a_corrected_answer_arrives_and_the_reviews_stay(anki: Anki, tmp_path: Path) -> None:
    document = sample()
    anki.take(package(document), tmp_path)
    for card in anki.cards():
        anki.study(card)
    studied = anki.card_of("definition0000001")
    better = changed(document, "definition0000001", back="How fast a memory fades.")
    imported = anki.take(package(better, LATER), tmp_path)
    assert (imported.new, imported.conflicting) == (0, 0)
    after = anki.card_of("definition0000001")
    assert after.note()["Back"] == "How fast a memory fades."
    assert (after.id, after.due, after.reps, after.ivl) == (
        studied.id,
        studied.due,
        studied.reps,
        studied.ivl,
    )
    assert anki.reviews() == 3


def test_a_deck_made_in_1970_passes_the_check_of_the_database(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(sample(), WriteSettings(now=datetime.fromtimestamp(0, UTC))), tmp_path)
    assert anki.collection.fix_integrity() == ("Database rebuilt and optimized.", True)
    assert len(anki.cards()) == 3


def test_a_new_card_joins_the_old_ones(anki: Anki, tmp_path: Path) -> None:
    document = sample()
    anki.take(package(document), tmp_path)
    added = document.cards[0].model_copy(update={"id": "definition0000002", "front": "And what is spacing?"})
    imported = anki.take(package(with_cards(*document.cards, added), LATER), tmp_path)
    assert imported.new == 1
    assert len(anki.cards()) == 4


def test_odd_characters_are_shown_as_they_were_said(anki: Anki, tmp_path: Path) -> None:
    document = sample()
    anki.take(package(document), tmp_path)
    card, source = anki.card_of("question000000001"), document.cards[2]
    assert html.unescape(card.note()["Front"]) == source.front
    assert html.unescape(card.note()["Back"]) == source.back
    assert "<script" not in card.answer()
    assert "x‹y›z & AT&T {{c1::x}} a::b the same as 🧠 שלום Ωμέγα Живаго?" in words(card.question())
    assert "‹script›no‹/script› & {{Front}} }} a::b" in words(card.answer())


@pytest.mark.parametrize(
    "hidden", ["a::b", "}}", "{{c1::x}}", "x }} y :: z", "std::vector", "<b>", "&amp;", "[$]x[/$]"]
)
def test_a_cloze_hides_what_anki_would_take_for_a_command(anki: Anki, tmp_path: Path, hidden: str) -> None:
    card = Card(
        id="odd",
        kind="cloze",
        front=f"Before {{{{c2::it}}}} stands {BLANK} and :: after }} it.",
        back=hidden,
        citations=(cite("x", 1),),
    )
    anki.take(package(with_cards(card)), tmp_path)
    made = anki.card_of("odd")
    plain = hidden.replace("<", "‹").replace(">", "›")
    assert f"stands {plain} and :: after }} it." in words(made.answer())
    assert f"stands {plain}" not in words(made.question())
    assert "Before {{c2::it}} stands [...]" in words(made.question())


@pytest.mark.parametrize(
    "said",
    [
        *(r"\(x^2\)", r"\[x^2\]", r"\\(x\\)", "$$x$$", "[$]x[/$]", "[$$]x[/$$]", "[latex]x[/latex]"),
        *(
            "[sound:a.mp3]",
            "[anki:tts lang=en_US]x[/anki:tts]",
            "[[type:Back]]",
            "<anki-mathjax>x</anki-mathjax>",
        ),
        *("{{c1::x}}", "{{Front}}", "{{FrontSide}}", "}}", "<!-- x", "&#92;(x&#92;)", '<img src="a.png">'),
    ],
)
def test_what_was_said_commands_anki_to_do_nothing_wherever_it_stands(
    anki: Anki, tmp_path: Path, said: str
) -> None:
    quote = cite(f"One {said} two", 1, speaker=f"Ana {said}")
    told = {"hint": f"Hint {said}", "context": f"Place {said}", "citations": (quote, quote)}
    asked = {"front": f"Asks {said}?", "back": f"Answers {said}.", "reverse": f"Reverse {said}"}
    hidden = {"id": "hidden", "front": f"Before {said} stands {BLANK} after {said}", "back": f"It {said}"}
    first, second, _ = sample().cards
    cards = (first.model_copy(update={**told, **asked}), second.model_copy(update={**told, **hidden}))
    episode = sample().episode.model_copy(update={"title": f"Title {said}"})
    document = with_cards(*cards).model_copy(update={"episode": episode})
    anki.take(package(document, replace(SETTINGS, reverse=True)), tmp_path)
    assert len(anki.cards()) == 3
    for card in anki.cards():
        assert card.question_av_tags() + card.answer_av_tags() == []
        read = Runs(card.answer()).runs
        assert not [run for run in read if re.search(r"\\[(\[]", run)], "MathJax would typeset it"
        text = " ".join("".join(read).split())
        for words_said in (f"One {said} two", f"Ana {said}", f"Place {said}", f"Title {said}"):
            assert words_said in text
    checked = anki.collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])


class Runs(HTMLParser):
    """The runs of text in a page, which an element ends: MathJax looks for its signs in one run alone."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.runs: list[str] = [""]
        self.feed(re.sub(r"<style>.*?</style>", "", page, flags=re.S))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.runs.append("")

    def handle_endtag(self, tag: str) -> None:
        self.runs.append("")

    def handle_data(self, data: str) -> None:
        self.runs[-1] += data


def test_the_back_tells_the_words_the_speaker_the_time_and_the_link(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(sample()), tmp_path)
    answer = anki.card_of("definition0000001").answer()
    assert "The forgetting curve is the rate at which a memory fades when nobody asks for it." in words(
        answer
    )
    assert "Ana Ruiz" in answer
    assert 'href="https://www.youtube.com/watch?v=abc&amp;t=60s">1:00</a>' in answer
    assert "25 November 2025" in answer
    assert anki.fields("cloze000000000001")["Time"] == "≈ 2:00"


def test_the_front_tells_the_chapter_only_as_the_context_of_its_card(anki: Anki, tmp_path: Path) -> None:
    card = sample().cards[0].model_copy(update={"front": "How fast does a memory fade?"})
    anki.take(package(with_cards(card)), tmp_path)
    assert "The forgetting curve" not in words(anki.card_of(card.id).question())
    assert "The forgetting curve" in words(anki.card_of(card.id).answer())
    placed = card.model_copy(update={"id": "placed", "context": "On fading"})
    anki.take(package(with_cards(placed)), tmp_path)
    assert "On fading" in words(anki.card_of("placed").question())


def test_without_times_and_names_the_place_is_a_share_and_nobody_is_named(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(sample(with_times=False)), tmp_path)
    fields = anki.fields("definition0000001")
    assert (fields["Time"], fields["Speaker"], fields["Link"]) == ("at 25 %", "", "")
    assert "<a " not in anki.card_of("definition0000001").answer()


def test_all_cards_come_in_one_deck_named_after_the_show_with_tags_for_the_rest(
    anki: Anki, tmp_path: Path
) -> None:
    episode = sample().episode.model_copy(update={"show": "Memory :: Lane"})
    anki.take(package(sample().model_copy(update={"episode": episode})), tmp_path)
    names = {anki.collection.decks.name(card.did) for card in anki.cards()}
    assert names == {"Memory: Lane"}
    assert set(anki.card_of("definition0000001").note().tags) == set(sample().cards[0].tags)


def test_a_hint_is_folded_and_shown_on_a_tap(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(sample()), tmp_path)
    question = anki.card_of("cloze000000000001").question()
    assert 'style="display: none"' in question
    assert "a share" in question


def test_a_switched_on_reverse_makes_the_second_card_without_a_new_note_type(
    anki: Anki, tmp_path: Path
) -> None:
    anki.take(package(sample()), tmp_path)
    note = anki.card_of("definition0000001").note()
    note["Reverse"] = "forgetting curve"
    anki.collection.update_note(note)
    second = [card for card in note.cards() if card.ord == 1]
    assert len(second) == 1
    assert "The rate at which a memory fades" in words(second[0].question())
    assert "forgetting curve" in words(second[0].answer())


def test_a_switched_on_typed_answer_asks_for_the_words_without_a_new_note_type(
    anki: Anki, tmp_path: Path
) -> None:
    anki.take(package(sample()), tmp_path)
    for guid, asked in (
        ("definition0000001", "[[type:Back]]"),
        ("cloze000000000001", "[[type:cloze:Front]]"),
    ):
        card = anki.card_of(guid)
        assert "[[type:" not in card.question() + card.answer()
        note = card.note()
        note["TypeAnswer"] = "y"
        anki.collection.update_note(note)
        card.load()
        assert asked in card.question(reload=True)
        assert asked in card.answer()


def test_further_quotes_are_folded_on_the_back_with_their_speakers_and_places(
    anki: Anki, tmp_path: Path
) -> None:
    second = cite("Nobody asks, so it <fades>.", 3, speaker="Ben Okri")
    card = sample().cards[0]
    card = card.model_copy(update={"citations": (*card.citations, second)})
    anki.take(package(with_cards(card)), tmp_path)
    made = anki.card_of(card.id)
    assert "Nobody asks, so it ‹fades›. (Ben Okri, 3:00)" in words(made.answer())
    assert "Nobody asks" not in words(made.question())


def test_a_right_to_left_quote_turns_its_rule_and_its_time_around(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(sample()), tmp_path)
    figure = re.search(r"<figure.*?</figure>", anki.card_of("definition0000001").answer(), re.S)
    assert figure is not None
    # An inner dir would keep the quote's letters from settling the direction of the whole.
    assert re.findall(r"<(\w+) dir=", figure[0]) == ["figure"]


@pytest.mark.parametrize(
    ("show", "name"),
    [("", "Podcasts"), (" :: ", "Podcasts"), ("A::B", "A: B"), ("a: ::b", "a: b"), ("A\n ::: B", "A: B")],
)
def test_a_show_gives_one_deck_and_never_a_deck_in_a_deck(
    anki: Anki, tmp_path: Path, show: str, name: str
) -> None:
    episode = sample().episode.model_copy(update={"show": show})
    anki.take(package(sample().model_copy(update={"episode": episode})), tmp_path)
    assert {anki.collection.decks.name(card.did) for card in anki.cards()} == {name}


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("Podcasts::{show}::{episode}", "Podcasts::A: B::Why, really?"),
        ("My {show} deck", "My A: B deck"),
        ("{episode}", "Why, really?"),
    ],
)
def test_a_deck_in_a_deck_is_made_where_the_learner_wants_it(
    anki: Anki, tmp_path: Path, pattern: str, name: str
) -> None:
    episode = sample().episode.model_copy(update={"show": "A::B", "title": "Why, really?"})
    document = sample().model_copy(update={"episode": episode})
    anki.take(package(document, replace(SETTINGS, deck=pattern)), tmp_path)
    assert {anki.collection.decks.name(card.did) for card in anki.cards()} == {name}


def test_another_deck_name_moves_nothing_and_keeps_the_history(anki: Anki, tmp_path: Path) -> None:
    first, second, _ = sample().cards
    anki.take(package(with_cards(first)), tmp_path)
    anki.study(anki.card_of(first.id))
    later = replace(SETTINGS, now=SETTINGS.now + timedelta(days=1), deck="Elsewhere::{show}")
    anki.take(package(with_cards(first, second), later), tmp_path)
    decks = [anki.collection.decks.name(anki.card_of(card.id).did) for card in (first, second)]
    assert decks == ["Memory Lane", "Elsewhere::Memory Lane"]
    assert anki.reviews() == 1


def test_definitions_are_asked_both_ways_and_answers_typed_where_the_learner_wants_it(
    anki: Anki, tmp_path: Path
) -> None:
    card = sample().cards[0].model_copy(update={"reverse": "forgetting curve"})
    plain = package(with_cards(card))
    anki.take(plain, tmp_path)
    anki.study(anki.card_of(card.id))
    later = replace(SETTINGS, now=SETTINGS.now + timedelta(days=1), reverse=True, type_answer=True)
    imported = anki.take(package(with_cards(card), later), tmp_path)
    assert (imported.updated, imported.new, imported.conflicting) == (1, 0, 0)
    there, back = sorted(anki.cards(), key=lambda each: each.ord)
    assert "[[type:Back]]" in there.question()
    assert "[[type:Reverse]]" in back.question()
    assert "Which term is this?" in words(back.question())
    assert anki.reviews() == 1


def test_what_the_list_of_retired_cards_says_to_search_for_finds_these_alone(
    anki: Anki, tmp_path: Path
) -> None:
    anki.take(package(sample()), tmp_path)
    gone = [RetiredCard(id=card.id, kind=card.kind, front=card.front) for card in sample().cards[1:]]
    kept = with_cards(sample().cards[0]).model_copy(update={"retired": tuple(gone)})
    listed = _anki_retired.render(alone(kept))
    (search,) = [line for line in listed.decode().splitlines() if line.startswith('  "Id:')]
    found = anki.collection.find_notes(search)
    assert {anki.collection.get_note(number)["Id"] for number in found} == {card.id for card in gone}


def test_a_tag_typed_by_hand_stays_one_tag(anki: Anki, tmp_path: Path) -> None:
    odd = ("two words", "a:: ::b", 'say "x"', "tab\tand\nline", "::", "Überblick::Teil 1")
    anki.take(package(with_cards(sample().cards[0].model_copy(update={"tags": odd}))), tmp_path)
    tags = anki.card_of("definition0000001").note().tags
    assert set(tags) == {"two_words", "a::b", "say_x", "tab_and_line", "Überblick::Teil_1"}


def renamed(content: bytes, old: str, new: str) -> bytes:
    """The package with one field of its note types under another name, as a later release might have it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive, closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(archive.read("collection.anki2"))
        database.execute("update col set models = replace(models, ?, ?)", (f'"{old}"', f'"{new}"'))
        database.commit()
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as package:
            package.writestr("collection.anki2", database.serialize())
            package.writestr("media", archive.read("media"))
    return file.getvalue()


def test_a_field_with_another_name_is_known_again_by_its_id(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(sample()), tmp_path)
    imported = anki.take(renamed(package(sample(), LATER), "Spare2", "Note"), tmp_path)
    assert (imported.new, imported.conflicting) == (0, 0)
    assert anki.fields("definition0000001")["Note"] == ""
    ours = [kind.name for kind in anki.collection.models.all_names_and_ids() if "studykit" in kind.name]
    assert sorted(ours) == ["studykit Basic 1", "studykit Cloze 1"]


def test_no_template_shows_a_fault_or_an_unfilled_field(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(with_cards(*sample().cards[:2])), tmp_path)
    for card in anki.cards():
        for side in (card.question(), card.answer()):
            assert "{{" not in side
            assert "problem" not in side.casefold()


def test_a_card_that_anki_could_not_show_is_left_out_with_a_notice(anki: Anki, tmp_path: Path) -> None:
    good = sample().cards[0]
    blankless = good.model_copy(update={"id": "x1", "kind": "cloze", "front": "Nothing is hidden here."})
    rendering = WRITER.render(with_cards(good, blankless, good), Templates(), SETTINGS)
    assert [notice.code for notice in rendering.notices] == ["card-dropped", "card-dropped"]
    assert anki.take(rendering.content, tmp_path).new == 1


def test_a_deck_without_cards_is_refused_in_words() -> None:
    with pytest.raises(NothingToStudyError, match="no card"):
        WRITER.render(with_cards(), Templates(), SETTINGS)


@pytest.mark.skipif(not CHECKER.is_file(), reason="the checker lies beside the repository, not in it")
def test_an_independent_checker_finds_nothing(tmp_path: Path) -> None:
    pytest.importorskip("html5lib", reason="the checker needs it")
    first, second = tmp_path / "first.apkg", tmp_path / "second.apkg"
    first.write_bytes(package(sample()))
    second.write_bytes(package(changed(sample(), "definition0000001", back="How fast it fades."), LATER))
    # Those who speak of {{x}} and <b> in the sample are to be shown so, which the checker takes for faults.
    said = ["--ignore", "unreplaced", "--ignore", "visible_markup"]
    command = [sys.executable, str(CHECKER), str(first), str(second), *said]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_same_document_and_time_give_the_same_bytes() -> None:
    assert package(sample()) == package(sample())
    assert package(sample()) != package(sample(), LATER)


def test_the_package_is_compressed_and_new_cards_are_numbered() -> None:
    with zipfile.ZipFile(io.BytesIO(package(sample()))) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        database = sqlite3.connect(":memory:")
        with closing(database):
            database.deserialize(archive.read("collection.anki2"))
            assert [due for (due,) in database.execute("select due from cards order by id")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{#Front}}{{Fornt}}{{/Front}}", "there is no field 'Fornt'"),
        ("{{#Front}}{{Front}}", "is not closed"),
        ("{{Front}}{{/Front}}", "closes what is not open"),
        ("{{Front}} }}", "stands alone"),
    ],
)
def test_a_broken_card_template_is_named_before_a_learner_sees_it(
    tmp_path: Path, text: str, fault: str
) -> None:
    own = tmp_path / "anki"
    own.mkdir()
    (own / "basic.front.html").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=fault):
        WRITER.render(sample(), Templates(tmp_path), SETTINGS)
