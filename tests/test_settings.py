"""Where settings come from, which one wins, and how a wrong one is told."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.errors import UsageError
from studykit.options import Options
from studykit.settings import Layer, from_environment, from_file, from_flags, gather, settle

NAMES = ("from", "to", "out", "paper", "cards", "engine", "title", "show", "date", "url", "audio-url")


def toml(tmp_path: Path, text: str) -> Layer:
    path = tmp_path / "studykit.toml"
    path.write_text(text, encoding="utf-8")
    return from_file(path)


def fault(layer: Layer) -> UsageError:
    with pytest.raises(UsageError) as caught:
        settle(layer)
    return caught.value


def test_a_flag_wins_over_the_environment_over_the_file_over_the_default(tmp_path):
    file = toml(tmp_path, 'paper = "letter"\ncards = 10\nshow = "File"\nto = ["pdf"]')
    environment = from_environment({"STUDYKIT_CARDS": "20", "STUDYKIT_SHOW": "Environment"})
    flags = from_flags({"show": "Flag", "title": None})
    options = settle(file, environment, flags)
    assert (options.show, options.cards, options.paper, options.to) == ("Flag", 20, "letter", ("pdf",))
    assert (options.engine, options.title) == ("offline", None)


def test_gather_reads_the_environment_and_the_file_of_the_working_folder(tmp_path, monkeypatch):
    toml(tmp_path, 'paper = "letter"')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STUDYKIT_AUDIO_URL", "https://example.org/a.mp3")
    options = gather({"strict": True})
    assert (options.paper, options.audio_url, options.strict) == ("letter", "https://example.org/a.mp3", True)


def test_without_a_file_the_defaults_hold(tmp_path):
    assert settle(from_file(tmp_path / "studykit.toml")) == Options()


def test_a_variable_that_is_set_to_nothing_counts_as_unset():
    assert settle(from_environment({"STUDYKIT_PAPER": "", "PATH": "/bin"})) == Options()


def test_formats_may_be_a_list_or_words_joined_by_commas(tmp_path):
    assert settle(toml(tmp_path, 'to = ["json", "apkg"]')).to == ("json", "apkg")
    assert settle(from_flags({"to": " json , apkg,json,"})).to == ("json", "apkg")


def test_a_date_in_the_file_may_be_a_date_of_toml(tmp_path):
    assert settle(toml(tmp_path, "date = 2025-11-25")).date_ == date(2025, 11, 25)
    assert settle(from_flags({"date": "2025-11-25"})).date_ == date(2025, 11, 25)


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("paper", "a6", "it should be 'a4', 'letter' or 'a5'"),
        ("cards", "0", "it should be greater than or equal to 1"),
        ("cards", "many", "it should be a valid integer, unable to parse string as an integer"),
        ("url", "javascript:alert(1)", "a web address begins with http:// or https://"),
        (
            "link_pattern",
            "https://a.example/3",
            "a pattern is a web address with {seconds}, {ms} or {clock} in it",
        ),
        ("date", "25.11.2025", "a date is written like 2025-11-25"),
        ("date", "1700000000", "a date is written like 2025-11-25"),
        ("language", "../en", "a language is written like en or pt-BR"),
        ("strict", "perhaps", "it should be a valid boolean, unable to interpret input"),
    ],
)
def test_a_wrong_value_is_told_with_what_is_allowed(name, value, hint):
    error = fault(from_flags({name: value}))
    assert (error.what, error.where, error.hint) == (
        f"{value!r} is not allowed",
        f"--{name.replace('_', '-')}",
        hint,
    )


def test_a_wrong_value_is_named_as_it_is_written_in_each_source(tmp_path):
    assert fault(toml(tmp_path, 'audio-url = "x"')).where == "studykit.toml: audio-url"
    assert fault(from_environment({"STUDYKIT_AUDIO_URL": "x"})).where == "STUDYKIT_AUDIO_URL"
    assert fault(from_flags({"audio_url": "x"})).where == "--audio-url"


def test_a_wrong_value_is_told_even_where_another_one_wins_over_it():
    with pytest.raises(UsageError, match="STUDYKIT_PAPER"):
        settle(from_environment({"STUDYKIT_PAPER": "a6"}), from_flags({"paper": "a4"}))


def test_a_number_is_no_truth(tmp_path):
    assert fault(toml(tmp_path, "cards = true")).hint == "a whole number is wanted"


def test_an_unknown_key_is_told_with_the_nearest_one(tmp_path):
    error = fault(toml(tmp_path, 'papr = "a4"'))
    assert (error.what, error.where) == ("there is no such setting", "studykit.toml: papr")
    assert error.hint.startswith("did you mean paper? one of: from, episode, also, chapters, ")
    assert fault(from_environment({"STUDYKIT_PAPR": "a4"})).hint.startswith("did you mean STUDYKIT_PAPER?")


def test_an_unknown_format_is_told_with_the_nearest_one():
    error = fault(from_flags({"to": "pdf,apgk"}))
    assert (error.what, error.where) == ("'apgk' is not allowed", "--to")
    assert error.hint.startswith("did you mean apkg? one of: apkg, ")
    assert fault(from_flags({"from_": "marckdown"})).hint.startswith("did you mean markdown?")


def test_no_format_at_all_is_told():
    assert fault(from_flags({"to": " , "})).hint.startswith("one of: apkg, ")


def test_a_missing_folder_of_templates_is_told(tmp_path):
    assert fault(from_flags({"templates": tmp_path / "none"})).where == "--templates"
    assert settle(from_flags({"templates": tmp_path})).templates == tmp_path


def test_broken_toml_is_told_with_its_line(tmp_path):
    with pytest.raises(UsageError) as caught:
        toml(tmp_path, 'paper = "a4"\ncards = = 3\n')
    assert caught.value.where == "studykit.toml:2"


def test_a_file_of_settings_that_is_no_text_is_told(tmp_path):
    (tmp_path / "studykit.toml").write_bytes(b'title = "\xff\xfe"')
    with pytest.raises(UsageError, match="cannot be read"):
        from_file(tmp_path / "studykit.toml")
    with pytest.raises(UsageError, match="cannot be read"):
        from_file(tmp_path)


def test_control_characters_in_a_setting_are_dropped():
    assert settle(from_flags({"title": "a\x1fb\x00c"})).title == "abc"


def test_what_is_told_of_the_episode_goes_by_the_names_of_the_model():
    options = settle(from_flags({"title": "T", "date": "2025-01-02", "episode_id": "k", "show": ""}))
    assert options.episode == {"title": "T", "published": date(2025, 1, 2), "key": "k"}


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), st.text(max_size=12), max_size=4))
def test_any_settings_are_taken_or_refused_with_their_name(values):
    try:
        settle(from_flags(values))
    except UsageError as error:
        assert error.where.startswith("--")
        assert error.hint


def test_a_speaker_is_a_label_and_a_name(tmp_path):
    options = settle(from_flags({"speaker": ["Speaker 1=Ana Ruiz", " SL = Stephan Livera "]}))
    assert options.speaker_names == {"Speaker 1": "Ana Ruiz", "SL": "Stephan Livera"}
    assert settle(from_environment({"STUDYKIT_SPEAKER": "A=Ana, B=Ben"})).speaker_names == {
        "A": "Ana",
        "B": "Ben",
    }
    assert fault(from_flags({"speaker": ["Ana"]})).hint == "a speaker is named like: Speaker 1=Ana Ruiz"
