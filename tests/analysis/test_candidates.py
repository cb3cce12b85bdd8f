"""Phrases that may be terms, and what is counted of them."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.candidates import Candidate, collect
from tests.analysis.reading import read


def found(*said: str, language: str = "en") -> dict[str, Candidate]:
    """The candidates by the form that is printed."""
    return {candidate.name: candidate for candidate in collect(read(*said, language=language)).values()}


def test_a_common_word_counts_beside_a_rarer_one_and_never_alone() -> None:
    names = found("Every node keeps the UTXO set, and a full node keeps the set in memory.")
    assert {"UTXO set", "full node"} <= names.keys()
    assert "set" not in names


def test_a_name_may_hold_small_words() -> None:
    assert "Google Summer of Code" in found("He came to us over Google Summer of Code last year.")


def test_a_number_belongs_to_the_name_before_it() -> None:
    assert "BIP 47" in found("Then they wrote BIP 47 for that.")


def test_a_participle_may_begin_a_phrase() -> None:
    assert "pruned node" in found("You may run a pruned node at home.")


def test_a_possessive_ends_a_phrase() -> None:
    names = found("We read the kernel's memory allocator.")
    assert "memory allocator" in names
    assert not any("kernel" in name and "memory" in name for name in names)


def test_a_name_may_hold_a_possessive() -> None:
    assert "Moore's Law" in found("They call it Moore's Law in the trade.")


def test_decades_hours_and_addresses_are_no_names() -> None:
    names = found("In the 80s we met at example.com at 5pm for Node.js and a 4K screen of Booking.com.")
    assert not [name for name in names if any(word in name for word in ("80s", "example", "5pm"))]
    assert {"Node.js", "4K screen", "Booking.com"} <= set(names)


def test_the_plural_of_a_name_is_that_name() -> None:
    assert found("Wir bauen einen Skill.", "Dann bauen wir zwei Skills.", language="de")["Skill"].count == 2
    assert "James" in found("We met James at the mill.")
    assert found("They made two CoinPools.", "One CoinPool is small.")["CoinPool"].count == 2


def test_the_words_of_an_address_are_no_phrases() -> None:
    names = found(
        "See [the relay](https://github.com/ChaincodeLabs/residency-2018) at bread.org/reference/p2p today."
    )
    assert set(names) == {"relay"}


def test_what_names_and_what_explains_a_phrase_is_counted() -> None:
    names = found("It is called backpressure.", "A semaphore is a counter for waiting threads.")
    assert names["backpressure"].christened == 1
    assert names["semaphore"].explained == 1
    assert names["semaphore"].with_article == 1


def test_a_capital_at_the_beginning_of_a_sentence_makes_no_name() -> None:
    names = found("Compilers are slow.", "We wrote compilers for Rust.")
    assert names["compilers"].named == 0
    assert names["Rust"].named == 1


def test_a_phrase_inside_a_longer_one_knows_it() -> None:
    assert found("The memory allocator is slow.")["allocator"].nested_in["memoryallocator"] == 1


def test_a_language_without_lists_and_tagger_takes_its_commonest_words_for_no_phrase() -> None:
    assert not {"i", "w", "na"} & found("Chleb i sól na stole w domu.", language="pl").keys()


WORDS = ["memory", "UTXO", "set", "of", "Code", "47", "2G", "is", "a", "pruned", "ally's", "-", '"', "Łódź"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=15).map(" ".join))
def test_every_candidate_was_said(said: str) -> None:
    reading = read(said)
    text = " ".join(reading.spoken)
    for candidate in collect(reading).values():
        assert candidate.count >= len(candidate.sentences) >= 1
        assert all(form in text for form in candidate.forms)
        assert max(candidate.christened, candidate.explained, candidate.named) <= candidate.count
