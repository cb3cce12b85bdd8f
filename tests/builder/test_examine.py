"""A finished document is judged by every rule, and each verdict says which rule and why."""

import pytest

from studykit import builder
from studykit.builder.deal import WORDS_PER_MINUTE
from studykit.model import BLANK, Card, Citation, Passage, StudyDocument
from tests.sample import sample

QUOTE = "If you space the reviews, you need about 40 % fewer of them for the same recall."
QUESTION = "How does spacing change the number of reviews?"


def card(**changed: object) -> Card:
    first = sample().cards[0]
    fields = {
        "id": "one",
        "kind": "question",
        "front": QUESTION,
        "back": "You need about 40 % fewer of them for the same recall.",
        "citations": (Citation(quote=QUOTE, speaker="Ana Ruiz", start_ms=1),),
        "chapter_id": "c2",
        "tags": first.tags,
    }
    return Card.model_validate({**fields, **changed})


def document(*cards: Card, **changed: object) -> StudyDocument:
    return sample().model_copy(update={"cards": cards, "glossary": (), **changed})


def cloze(front: str, back: str) -> Card:
    return card(kind="cloze", front=front, back=back)


def test_a_card_that_breaks_no_rule_passes() -> None:
    examination = builder.examine(document(card()))
    assert [(each.verdict, each.findings) for each in examination.cards] == [("passed", ())]
    assert examination.is_sound


LONG = "How does spacing change " + "and change " * 9 + "people?"


@pytest.mark.parametrize(
    ("rule", "flawed"),
    [
        ("A5", card(front=LONG)),
        ("A5", card(front="How does spacing work? Why should people care?")),
        ("A6", card(back="You need about 40 % fewer " + "and fewer " * 9)),
        ("A10", card(front="Does spacing change the number of reviews?")),
        ("A11", card(back="About 40 %, of them, for the same, recall")),
        ("A13", cloze(f"If you, um, space the {BLANK}, you need about 40 % fewer.", "reviews")),
    ],
)
def test_a_card_that_could_be_better_is_flagged_by_the_rule_it_breaks(rule: str, flawed: Card) -> None:
    (verdict,) = builder.examine(document(flawed)).cards
    assert verdict.verdict == "flagged", verdict
    assert rule in {finding.rule for finding in verdict.findings}
    assert not any(finding.hard for finding in verdict.findings)


def test_an_opinion_without_its_holder_is_flagged_and_one_with_the_name_is_not() -> None:
    said = "I think spacing is the one thing that everybody should learn before anything else."
    turns = sample().turns
    first = turns[1].segments[0].model_copy(update={"text": said})
    turns = (turns[0], turns[1].model_copy(update={"segments": (first,)}), *turns[2:])
    cited = (Citation(quote=said, speaker="Ana Ruiz", start_ms=60_000),)
    front = f"{BLANK} is the one thing that everybody should learn before anything else."
    bald = card(kind="cloze", front=front, back="spacing", citations=cited)
    named = card(kind="cloze", front=f"Ana Ruiz: “{front}”", back="spacing", citations=cited)
    assert [
        {finding.rule for finding in builder.examine(document(each, turns=turns)).cards[0].findings}
        for each in (bald, named)
    ] == [{"A4"}, set()]


def test_a_card_whose_words_were_not_said_is_rejected() -> None:
    invented = card(citations=(Citation(quote="Spacing never works.", speaker="Ana Ruiz", start_ms=1),))
    examination = builder.examine(document(invented))
    assert examination.cards[0].verdict == "rejected"
    assert examination.cards[0].findings[0].rule == "A1"
    assert not examination.is_sound


def rules(changed: StudyDocument) -> set[str]:
    return {finding.rule for finding in builder.examine(changed).document}


def test_cards_that_ask_the_same_and_cards_that_are_easily_mixed_up_are_told_apart() -> None:
    again = card(id="two", front=QUESTION + " ")
    other = card(id="two", back="It is a great deal.")
    assert rules(document(card(), again)) == {"B2"}
    assert rules(document(card(), other)) == {"B3"}


def test_two_cards_of_one_id_are_a_hard_finding() -> None:
    examination = builder.examine(document(card(), card(front="What is the forgetting curve about?")))
    assert [finding.rule for finding in examination.document if finding.hard] == ["B1"]
    assert not examination.is_sound


def test_a_definition_after_another_card_of_its_chapter_is_told() -> None:
    definition = card(id="two", kind="definition", front="What does Ana Ruiz mean by “recall”?")
    assert "B6" in rules(document(card(), definition))
    assert "B6" not in rules(document(definition, card()))


def long_talk(*cards: Card) -> StudyDocument:
    """The sample, its second chapter half an hour long."""
    turns = sample().turns
    segment = turns[-1].segments[0]
    longer = segment.model_copy(update={"text": f"{segment.text} " + "bread " * 30 * WORDS_PER_MINUTE})
    last = turns[-1].model_copy(update={"segments": (longer,)})
    return document(*cards, turns=(*turns[:-1], last))


def test_a_long_chapter_that_no_card_asks_about_and_too_few_cards_are_told() -> None:
    assert rules(long_talk()) == {"B4", "B5"}
    assert rules(long_talk(card())) == {"B5"}


def test_a_deck_of_blanks_alone_is_told_to_ask_for_reasons() -> None:
    assert rules(document(cloze(f"You need about 40 % {BLANK} of them.", "fewer"))) == {"A15"}


def test_a_number_with_commas_is_one_thing() -> None:
    assert builder.examine(document(card(back="3,000,000,000"))).cards[0].findings[0].rule != "A11"


def test_cards_without_speaker_or_time_and_an_episode_without_a_date_are_told_once_for_the_deck() -> None:
    vague = card(citations=(Citation(quote=QUOTE),))
    undated = sample().episode.model_copy(update={"published": None})
    found = builder.examine(document(vague, episode=undated)).document
    assert [(finding.rule, finding.text) for finding in found] == [
        ("A16", "the words behind 1 of 1 cards have no speaker to go back to"),
        ("A16", "the words behind 1 of 1 cards have no time to go back to"),
        ("A16", "the day the episode came out is not known"),
    ]


def test_a_passage_with_a_number_nobody_said_is_a_hard_finding() -> None:
    first, second = sample().chapters
    passage = Passage(text="You need 50 % fewer reviews.", citations=second.summary[0].citations)
    changed = document(card(), chapters=(first, second.model_copy(update={"summary": (passage,)})))
    (found,) = [finding for finding in builder.examine(changed).document if finding.rule == "C1"]
    assert found.hard
    assert "50" in found.text


def test_the_overview_is_judged_as_the_chapters_are() -> None:
    chapter = sample().chapters[1]
    invented = Passage(text="You need 50 % fewer reviews.", citations=chapter.summary[0].citations)
    unsaid = Passage(text="Sleep helps.", citations=(Citation(quote="Sleep helps everybody who learns."),))
    examination = builder.examine(document(card(), overview=(chapter.summary[0], invented, unsaid)))
    found = [(finding.rule, finding.hard, finding.where) for finding in examination.document]
    title = sample().episode.title
    assert found == [("A1", True, title), ("C1", True, title)]
    assert examination.citations == builder.examine(document(card())).citations + 3


def test_a_term_explained_by_itself_is_told() -> None:
    assert rules(sample()) == {"C3"}
    assert builder.examine(document(card())).document == ()


def test_quotes_that_are_not_in_the_transcript_are_found_in_passages_and_terms() -> None:
    turns = sample().turns
    changed = sample().model_copy(update={"turns": (turns[0], turns[2], turns[3])})
    found = [finding for finding in builder.examine(changed).document if finding.rule == "A1"]
    assert {finding.where for finding in found} == {"The forgetting curve", "forgetting curve"}


def test_coverage_counts_what_each_chapter_gives() -> None:
    examination = builder.examine(sample())
    assert [(each.chapter, each.passages, each.terms, each.cards) for each in examination.coverage] == [
        ("0:00 The forgetting curve", 1, 1, 1),
        ("2:00 Spacing :: {{odd}} <b>things</b>", 2, 1, 2),
    ]
    assert examination.coverage[0].words == 21
    assert examination.citations == 7
