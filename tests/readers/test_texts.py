"""Lines of text with names, times and headings: plain text, Markdown, copied pages."""

from datetime import date

import pytest

from studykit import readers
from studykit.model import Transcript
from tests.readers.cases import shape, source

PAGE = """Home

Subscribe

{head}

Ana Ruiz 00:00:01

Is forgetting useful?

Ben Okri 00:00:04

It is.

{inside}

Ana Ruiz 00:01:00

How?

Ben Okri 00:01:02

By dropping lunches.

{tail}
"""


def read(text: str, name: str | None = None) -> Transcript:
    return readers.read(source(text), name)


def page(head: str = "", inside: str = "", tail: str = "Share\n\nComments") -> Transcript:
    return read(PAGE.format(head=head, inside=inside, tail=tail), "web-page")


def said(transcript: Transcript) -> str:
    return " ".join(turn.text.replace("\n", " ") for turn in transcript.turns)


ALL = "Is forgetting useful? It is. How? By dropping lunches."


@pytest.mark.parametrize(
    "label",
    [
        "{name} {hours}",
        "{name} {minutes}",
        "{name} ({minutes})",
        "{name} [{hours}]",
        "{name}: {hours}",
        "{name} – {hours}:",
        "{name} | {hours}",
        "[{hours}] {name}",
        "[{hours}] {name}:",
        "{hours} {name}",
        "{hours} - {name}",
        "{hours}\n{name}",
        "{name}\n{hours}",
        "{name}\n({minutes})",
        "**{name}** {hours}",
        "**{name}:** {hours}",
        "**{name}** ({minutes}):",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_name_and_a_time_above_the_talk_open_a_turn(label: str, between: str) -> None:
    spoken = [("Ana Ruiz", 1, "Is it?"), ("Ben van Dyk", 65, "Yes, I think so."), ("Ana Ruiz", 70, "Why?")]
    rows = []
    for name, second, text in spoken:
        minutes = f"{second // 60}:{second % 60:02}"
        rows += [label.format(name=name, minutes=minutes, hours=f"00:0{minutes}"), text]
    transcript = read(between.join(rows))
    assert shape(transcript) == [
        ("ana-ruiz", "Is it?"),
        ("ben-van-dyk", "Yes, I think so."),
        ("ana-ruiz", "Why?"),
    ]
    assert [turn.start_ms for turn in transcript.turns] == [1000, 65_000, 70_000]


@pytest.mark.parametrize(
    "label",
    [
        "{name}: ",
        "{name} (0:0{n}): ",
        "[00:0{n}] {name}: ",
        "0:0{n} {name}: ",
        "**{name}:** ",
        "**{name}**: ",
    ],
)
def test_a_name_before_the_talk_opens_a_turn(label: str) -> None:
    spoken = [("Ana Ruiz", "Is it?"), ("Ben", "Yes: I think so."), ("Ana Ruiz", "Why? At 10:30, say.")]
    rows = [label.format(name=name, n=n) + text for n, (name, text) in enumerate(spoken)]
    assert shape(read("\n\n".join(rows))) == [
        ("ana-ruiz", "Is it?"),
        ("ben", "Yes: I think so."),
        ("ana-ruiz", "Why? At 10:30, say."),
    ]


@pytest.mark.parametrize("label", ["`00:00:0{n}` **{name}** — ", "[00:0{n}] **{name}** – "])
def test_a_name_in_bold_after_its_time_needs_no_colon_in_markdown(label: str) -> None:
    rows = [label.format(name=name, n=n) + "Yes. Why?" for n, name in enumerate(("Ana Ruiz", "SPEAKER_02"))]
    transcript = read("# Talk\n\n" + "\n\n".join(rows * 2), "markdown")
    assert [speaker.name for speaker in transcript.speakers] == ["Ana Ruiz", "SPEAKER_02"]
    assert said(transcript) == " ".join(["Yes. Why?"] * 4)


def test_what_is_set_apart_above_a_talk_with_times_is_told_and_left_out() -> None:
    head = "# Talk\n\n*3 voices, 5 turns*\n\n- **Group:** Bakers\n\n> Made by a recogniser.\n\n"
    rows = [f"**[0:00:0{n}]** This is what was said." for n in range(5)]
    transcript = read(head + "\n\n".join(rows), "markdown")
    assert said(transcript) == " ".join(["This is what was said."] * 5)
    assert any("3 voices" in notice.text for notice in transcript.notices)
    assert "Bakers" in said(read(head + "\n\n".join(rows[:3]), "markdown"))
    in_list = "\n".join(f"- [0:00:0{n}] This is what was said." for n in range(5))
    assert said(read(f"# Talk\n\n{in_list}\n\nThat was it.\n", "markdown")).count("This is") == 5
    asked = "# Talk\n\n**Ana:** Two things.\n\n- Flour is one.\n\n> Bread is patience.\n\n"
    assert "Flour is one. Bread is patience." in said(read(asked + "\n\n".join(rows), "markdown"))


@pytest.mark.parametrize(
    "row",
    [
        "One thing: it is not a line.",
        "The rule: ask again tomorrow.",
        "Remember: sleep helps.",
        "Note: this is not advice.",
        "At 10:30 we have lunch.",
        "We met at 12:15",
        "Odds of 3:1 are good.",
        "So he said: no.",
        "Chapter 3: the forgetting curve.",
        "https://example.org: a page of examples.",
    ],
)
def test_a_colon_or_a_time_in_talk_names_nobody(row: str) -> None:
    spoken = f"Today it is memory.\n{row}\nThat is all for today.\nSee you tomorrow."
    assert read(spoken).speakers == ()
    labelled = f"Ana: Today it is memory.\n{row}\nBen: That is all.\nAna: See you.\nBen: Bye."
    assert [speaker.name for speaker in read(labelled).speakers] == ["Ana", "Ben"]
    assert row in said(read(labelled))


def test_sections_with_times_are_no_speakers() -> None:
    sections = [
        "Welcome Words 0:00\n\nHello.",
        "Ropes 1:02\n\nOne.",
        "Long Cables 3:45\n\nTwo.",
        "The End 5:00\n\nBye.",
    ]
    assert read("\n\n".join(sections)).speakers == ()


def test_the_same_speaker_twice_is_two_turns_where_the_source_says_so() -> None:
    assert shape(read("Ana 0:01\nOne.\nBen 0:02\nTwo.\nBen 0:09\nThree.")) == [
        ("ana", "One."),
        ("ben", "Two."),
        ("ben", "Three."),
    ]


def test_two_spellings_of_a_name_are_one_speaker_with_the_first() -> None:
    transcript = read("Ana Ruiz: One.\nBEN: Two.\nANA RUIZ: Three.\nBEN: Four.")
    assert [speaker.name for speaker in transcript.speakers] == ["Ana Ruiz", "BEN"]


def test_paragraphs_of_a_turn_are_segments_without_invented_times() -> None:
    turn, *_ = read("Ana 0:01\n\nOne.\n\nTwo.\n\nBen 0:09\n\nThree.\n\nAna 0:12\n\nFour.").turns
    assert [(s.text, s.start_ms, s.paragraph) for s in turn.segments] == [
        ("One.", 1000, False),
        ("Two.", None, True),
    ]


def test_a_line_that_goes_on_with_a_sentence_stays_in_its_turn() -> None:
    assert shape(read("So there are two\nanswers here. But\nthen what?\nRight.\n")) == [
        (None, "So there are two answers here. But then what?"),
        (None, "Right."),
    ]


def test_signs_of_captions_open_turns_of_nobody_known() -> None:
    first = "Have you heard of it? >> First time. >> Me too. >> Show."
    text = f"[0:00:02] {first}\n\n[0:00:09] Then look to the >> right.\n"
    spoken = ["Have you heard of it?", "First time.", "Me too.", "Show.", "Then look to the", "right."]
    assert shape(read(text)) == [(None, each) for each in spoken]
    code = "Then shift f(x) >> 2 bits to the right. >>> x = 1 is what it prints."
    assert code in said(read(f"{code}\nThen go on.\n"))


def test_recognised_speech_has_no_speaker() -> None:
    assert read("Hello there.\nHow are you?\nI am well, thank you.").speakers == ()


def test_the_chapters_above_a_plain_transcript_are_given() -> None:
    transcript = read("0:00 Start\n0:30 Middle\n1:00 End\n\nAna 0:00\nHello.\nBen 0:40\nYes.\nAna 1:01\nBye.")
    assert [(mark.title, mark.start_ms) for mark in transcript.chapters] == [
        ("Start", 0),
        ("Middle", 30_000),
        ("End", 60_000),
    ]
    assert transcript.word_count == 3


def test_headings_are_chapters_at_the_next_segment() -> None:
    transcript = read(
        "# Memory\n\n## One\n\nAna: 0:01\n\nHello.\n\n### Two *times*\n\nMore.\n\nAna: 0:09\n\nYes.\n"
    )
    assert transcript.episode.title == "Memory"
    assert [(mark.title, mark.segment_id, mark.start_ms) for mark in transcript.chapters] == [
        ("One", "s1", 1000),
        ("Two times", "s2", None),
    ]


def test_a_heading_without_words_is_a_notice() -> None:
    transcript = read("## One\n\n## Two\n\nHello there.\n")
    assert [mark.title for mark in transcript.chapters] == ["Two"]
    assert [notice.text for notice in transcript.notices] == ["no words stand under “One”"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**b** _i_ ~~s~~ `c`", "b i s c"),
        ('[the words](https://a.example/b_(c) "t")', "the words"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("`a*b*` and \\*c\\*", "a*b* and *c*"),
        ("a &amp; b <br/>c<!-- no -->", "a & b c"),
        ("x < y > z", "x < y > z"),
        ("* item", "item"),
        ("1. first", "1. first"),
        ("> - quoted", "quoted"),
        ("[a]: b", "[a]: b"),
        ("unclosed **bold and [link](", "unclosed bold and [link]("),
    ],
)
def test_markup_goes_and_its_words_stay(written: str, shown: str) -> None:
    assert said(read(f"## H\n\nHello.\n\n{written}\n\nBye.")) == f"Hello. {shown} Bye."


def test_front_matter_tells_of_the_episode() -> None:
    text = (
        "---\ntitle: 'Tides: an introduction'\npodcast: Slow Science\ndate: 2025-03-03\nlanguage: EN\n"
        "host: Ana Ruiz\nguests: [Ben Okri]\nmedia: https://a.example/t.mp3\nurl: https://a.example/t\n---\n"
        "Ana Ruiz: Hi.\n\nBen Okri: Hi!\n"
    )
    transcript = read(text)
    episode = transcript.episode
    assert (episode.title, episode.show, episode.published) == (
        "Tides: an introduction",
        "Slow Science",
        date(2025, 3, 3),
    )
    assert (episode.url, episode.audio_url) == ("https://a.example/t", "https://a.example/t.mp3")
    assert (episode.language, episode.key) == ("en", "slow-science/tides-an-introduction")
    assert [(speaker.name, speaker.role) for speaker in transcript.speakers] == [
        ("Ana Ruiz", "host"),
        ("Ben Okri", "guest"),
    ]


@pytest.mark.parametrize(
    "block", ["a: [", "- a\n- b", "date: 2020-99-99", "a: " + "x" * 70_000, "a: !!python/object:os.system x"]
)
def test_broken_front_matter_is_a_notice(block: str) -> None:
    transcript = read(f"---\n{block}\n---\nHello there.\n", "markdown")
    assert [notice.code for notice in transcript.notices] == ["front-matter-unreadable"]
    assert said(transcript) == "Hello there."


def test_yaml_that_repeats_itself_without_end_is_harmless() -> None:
    bomb = "\n".join(
        ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    )
    assert read(f"---\n{bomb}\ntitle: *a11\n---\nHello there.\n").episode.title == "Talk"


def test_what_is_played_is_a_marker_and_no_speaker() -> None:
    transcript = read(
        "**Ana:** One.\n\n**Break:** [\\[03:51\\]](https://a.example)\n\n**Ana:** Two.\n\n**Ben:** No."
    )
    assert [speaker.name for speaker in transcript.speakers] == ["Ana", "Ben"]
    marker = transcript.turns[1].segments[0]
    assert (marker.text, marker.aside, marker.start_ms) == ("Break", "marker", 231_000)


def test_the_page_around_the_talk_is_left_out_with_a_notice() -> None:
    transcript = page()
    assert said(transcript) == ALL
    assert [notice.code for notice in transcript.notices] == ["furniture"]
    assert transcript.notices[0].text.startswith("4 lines of the page")


@pytest.mark.parametrize(
    "inside",
    [
        "Share",
        "[\n\na1b2.png\n\n](https://a.example)",
        "00:01:00 – Chapter two",
        "00:01:00 – Is it?\n\nSection titled “00:01:00 – Is it?”",
        "Support the show",
        "https://a.example/image",
    ],
)
def test_what_a_page_puts_between_turns_is_not_talk(inside: str) -> None:
    assert said(page(inside=inside)) == ALL


@pytest.mark.parametrize(
    "inside",
    [
        "Share it, they say.",
        "I like",
        "New ideas",
        "Comments are welcome.",
        "10:30",
        "Yes",
        "Top of the list",
    ],
)
def test_talk_that_looks_like_a_page_is_kept(inside: str) -> None:
    kept = said(page(inside=f"And then—\n\n{inside}"))
    assert kept.startswith("Is forgetting useful? It is. And then—")
    assert inside in kept or inside == "10:30"


@pytest.mark.parametrize(
    "tail",
    [
        "Share\n\nGreat talk!",
        "3 Comments\n\nGreat talk!",
        "© 2026 Memory Lane\n\nPrivacy",
        "[\n\nx\n\n](https://a.example)\n\nGreat talk!",
        "Jan 7, 2026\n\nGreat talk!",
        "Memory Lane\n\nSubscribe",
        "Diskussion\n\nKommentare",
        "Suscríbete\n\n© 2026",
        "Tous droits réservés\n\nAccueil",
    ],
)
def test_the_last_turn_ends_where_the_page_goes_on(tail: str) -> None:
    assert said(page(tail=tail)) == ALL


@pytest.mark.parametrize("tail", ["", "And by sleeping on it.", "Thank you all", "bye\n\nbye"])
def test_the_last_turn_keeps_what_may_be_talk(tail: str) -> None:
    assert said(page(tail=tail)) == f"{ALL} {tail}".replace("\n\n", " ").strip()


def test_a_page_tells_title_show_date_host_and_guest() -> None:
    head = "Why we forget | Memory Lane\n\nWhy we forget\n\nAna Ruiz\n\n7. Januar 2026"
    transcript = page(head)
    episode = transcript.episode
    assert (episode.title, episode.show, episode.published) == (
        "Why we forget",
        "Memory Lane",
        date(2026, 1, 7),
    )
    assert {(speaker.name, speaker.role) for speaker in transcript.speakers} == {
        ("Ana Ruiz", "host"),
        ("Ben Okri", "guest"),
    }


@pytest.mark.parametrize("first", ["00:00:00", "00:00:01", "00:00:07"])
def test_a_preview_that_looks_like_the_transcript_is_left_out(first: str) -> None:
    names = ["Speaker 1", "Speaker 2"]
    preview = "\n\n".join(f"{names[n % 2]} 00:00:{n * 9:02}\n\nA line of the preview." for n in range(4))
    turns = [("Ana Ruiz", f"00:0{n}:30") if n % 2 else ("Ben Okri", f"00:0{n}:00") for n in range(1, 10)]
    rest = "\n\n".join(f"{name} {time}\n\nWords." for name, time in turns * 2)
    text = f"Share\n\nHome\n\n{preview}\n\nWhy we forget\n\nAna Ruiz {first}\n\nHello.\n\n{rest}\n\nSubscribe"
    assert set(said(read(text, "web-page")).split()) == {"Hello.", "Words."}


def test_nobody_is_host_where_the_page_does_not_say() -> None:
    assert {speaker.role for speaker in page("Why we forget things").speakers} == {"unknown"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The point is that you have to ask for it, and then it is there when you need it.", "en"),
        ("Das ist nicht so einfach, wie man denkt, aber wir haben es mit der Zeit auch verstanden.", "de"),
        (
            "No es que la memoria sea mala, es que los recuerdos no están para eso y se van con el tiempo.",
            "es",
        ),
        (
            "Ce n'est pas que la mémoire est mauvaise, c'est que nous ne sommes pas faits pour tout garder.",
            "fr",
        ),
        (
            "Não é que a memória seja má, é que as lembranças não são para isso e também se vão com o tempo.",
            "pt",
        ),
        ("Het is niet zo dat het geheugen slecht is, maar dat we er ook niet voor zijn gemaakt.", "nl"),
        (
            "Non è che la memoria sia cattiva, è che i ricordi non sono fatti per questo e se ne vanno.",
            "it",
        ),
        ("Pamięć nie jest taka zła, jak mówią wszyscy dookoła.", "pl"),
        ("Память у нас не плохая, но она не для этого, и что было, то забывается.", "ru"),
        ("Пам'ять у нас не погана, але вона не для того, і що було, те забувається.", "uk"),
        ("記憶が悪いのではありません。", "ja"),
        ("记忆不是不好，只是不为此而生。", "zh"),
        ("ความจำไม่ได้แย่", "th"),
        ("الذاكرة ليست سيئة كما يقولون.", "ar"),
        ("حافظه آن‌قدر که می‌گویند بد نیست.", "fa"),
        ("याददाश्त इतनी ख़राब नहीं है।", "hi"),
        ("Atmiņa nav tik slikta, kā visi runā.", "und"),
        ("Nooooo!", "und"),
    ],
)
def test_the_language_is_told_by_its_common_words(text: str, language: str) -> None:
    assert read(text).episode.language == language


def test_a_stated_language_is_believed() -> None:
    text = (
        "WEBVTT\nLanguage: nl\n\n00:01.000 --> 00:02.000\nThe point is that it is there when you need it.\n"
    )
    assert read(text).episode.language == "nl"


def test_a_field_above_the_talk_is_no_speaker() -> None:
    talk = "".join(f"{name}: We bake bread today.\n\n" for name in ("Ana", "Ben") * 8)
    transcript = read(f"Title: On bread\nShow: Crumb\nDate: 2025-03-14\n\n{talk}")
    assert [speaker.name for speaker in transcript.speakers] == ["Ana", "Ben"]
    assert (transcript.episode.title, transcript.episode.show) == ("On bread", "Crumb")


@pytest.mark.parametrize("between", [", ", "; ", " and ", " & "])
def test_speakers_listed_above_the_talk_are_believed_where_they_speak_once(between: str) -> None:
    transcript = read(f"Speakers: Ana{between}Ben\n\nAna 0:05\nIs it the wind?\n\nBen 0:09\nIt is.\n")
    assert shape(transcript) == [("ana", "Is it the wind?"), ("ben", "It is.")]


def test_a_line_about_speakers_is_talk() -> None:
    transcript = read("Speakers: we have great ones today.\n\nAna: Hello.\n\nBen: Hi.\n\nAna: Bye.\n")
    assert "we have great ones today." in said(transcript)


def test_a_listed_speaker_in_bold_is_believed_where_he_speaks_once() -> None:
    transcript = read("---\ntitle: On wind\nspeakers: [Ana Ruiz]\n---\n\n**Ana Ruiz:** It is the wind.\n")
    assert shape(transcript) == [("ana-ruiz", "It is the wind.")]


@pytest.mark.parametrize("opening", ["---\n", "\n\n---\n", "--- \n", "---\n\n"])
def test_front_matter_may_stand_below_blank_lines_and_have_spaces_at_its_ends(opening: str) -> None:
    transcript = readers.read(
        source(f"{opening}title: Ropes\n---  \n\n**Ana:** Why?\n\n**Ben:** The wind.\n")
    )
    assert transcript.episode.title == "Ropes"
    assert shape(transcript) == [("ana", "Why?"), ("ben", "The wind.")]


def test_a_rule_above_the_talk_begins_no_front_matter() -> None:
    transcript = readers.read(source("---\n\nAna: Why?\n\n---\n\nBen: The wind.\n"), "markdown")
    assert shape(transcript) == [("ana", "Why?"), ("ben", "The wind.")]


def test_a_time_at_the_end_of_a_short_turn_does_not_swallow_it() -> None:
    text = "Ana 0:01\nIs it bread?\n\nBen 0:02\nIt is.\n\nAna: I think so. [0:04]\n\nBen 0:06\nI see.\n"
    assert shape(readers.read(source(text)))[2] == ("ana", "I think so. [0:04]")


TALK = ("Why do ropes hum?", "The wind sheds eddies.", "And cables?", "They do too.", "So it seems.", "Yes.")


@pytest.mark.parametrize(
    "form",
    [
        "[00:00:0{n}.000 --> 00:00:0{n}.900]   {said}\n",
        "[00:0{n}.000 --> 00:0{n}.900]  {said}\n",
        "[{n}.00s -> {n}.90s] {said}\n",
        "[0:0{n} - 0:0{n}] {said}\n\n",
        "(00:00:0{n} – 00:00:0{n}) {said}\n\n",
    ],
)
def test_a_time_in_brackets_may_have_an_end(form: str) -> None:
    """As Whisper and the programs around it print on the screen."""
    text = "".join(form.format(n=n, said=said) for n, said in enumerate(TALK))
    found = readers.read(source(text))
    assert [(s.start_ms, s.text) for s in found.segments] == [(n * 1000, said) for n, said in enumerate(TALK)]


@pytest.mark.parametrize(
    "form",
    [
        "{name}: {said}\n\n",
        "{name} (00:00:0{n}): {said}\n\n",
        "[00:00:0{n}] {name}: {said}\n",
        "{name} [00:00:0{n} - 00:00:0{n}]: {said}\n",
    ],
)
@pytest.mark.parametrize("names", [("ana", "ben"), ("ana ruiz", "ben okri"), ("SPEAKER_00", "SPEAKER_01")])
def test_names_may_be_written_in_small_letters_or_as_a_program_counts(
    form: str, names: tuple[str, str]
) -> None:
    text = "".join(form.format(name=names[n % 2], n=n, said=said) for n, said in enumerate(TALK))
    found = readers.read(source(text))
    assert [(found.names[turn.speaker_id or ""], turn.text) for turn in found.turns] == [
        (names[n % 2], said) for n, said in enumerate(TALK)
    ]


def test_small_words_before_a_colon_are_talk_where_not_nearly_every_line_has_them() -> None:
    text = "the question is: why?\nand so on.\nthe question is: what?\nit goes on.\nthe question is: who?\n"
    assert readers.read(source(text)).speakers == ()
