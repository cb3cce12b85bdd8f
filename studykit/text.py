"""Pure functions on words and clock times; imports nothing of ours."""

import re
import unicodedata

# XML 1.0 section 2.2 forbids most of these; U+001F separates fields inside Anki.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_SPACE = re.compile("[\u00a0\u2007\u202f]")
# A soft hyphen, a word joiner; a zero-width space but between two letters, where Thai may part words with it.
_UNSEEN = re.compile("[\u00ad\u2060]|\u200b(?!\\w)|(?<!\\w)\u200b")
_NEW_LINE = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_QUOTES = dict(zip("’‘ʼ`“”„«»", "'" * 4 + '"' * 5, strict=True))
_NESTED = str.maketrans("“”„«»", "‘’‚‹›")
_QUOTED = re.compile(r"[“„«»](.*)[“”»«]\W*", re.S)
# Vowels and other signs that stand with a letter, and are none to Python (Unicode categories Mn, Mc, Cf).
_SIGNS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983"
    "\u09bc-\u09cd\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0a70\u0a71\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82"
    "\u0bbe-\u0bd7\u0c00-\u0c04\u0c3c-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d57\u0d81-\u0d83\u0dca-\u0ddf"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3\u200c\u200d\u3099\u309a"
)
LETTERS = rf"[^\W_](?:[^\W_]|[{_SIGNS}])*"
"""The source of a pattern for a word of letters and digits."""
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f々〆"
_KANA = ("\u3041-\u309f", "\u30a1-\u30fa\u30fc-\u30ff")
_THAI = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# Scripts that put no spaces between words are cut by their kinds of letters; a word has about so many.
_UNSPACED = rf"[{_HAN}]{{1,2}}|[{_KANA[0]}]{{1,3}}|[{_KANA[1]}]+|(?:(?![๏๚๛។៕])[{_THAI}]){{1,6}}"
_WORD = re.compile(rf"{_UNSPACED}|{LETTERS}(?:['’.\-‑]{LETTERS})*")
_NUMBERED = re.compile(r"\D+\s*\d+")
_PLAIN_WORD = re.compile(r"[^\W_]+(?:['’.\-‑][^\W_]+)*")
_NEEDS_MORE = re.compile("[\u0300-\u1fff\u3005-\ud7ff\uf900-\ufaff\U00010000-\U0003134f]")
RUN_OF_SCRIPT = rf"[{_HAN}]+|[{_KANA[0]}]+|[{_KANA[1]}]+|[{_THAI}]+"
"""The source of a pattern for one kind of letters, in scripts that put no spaces between words."""
_KANJI_OR_KATAKANA = re.compile(rf"[{_HAN}]+|[{_KANA[1]}]+")
_UNBROKEN = re.compile(RUN_OF_SCRIPT)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,9}))?")


def clean(text: str) -> str:
    """Return ``text`` without the characters that no output may hold, and in one spelling.

    Line ends become ``\\n``; control characters (tab and new line stay), lone surrogates, byte-order
    marks and Unicode non-characters go. Spaces that do not break become plain ones, signs without a width go,
    and letters are composed (NFC), so that the same words are the same text. Idempotent.
    """
    if text.isprintable():  # nearly every text, and ten times as fast: nothing of the above is printable
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    kept = _CONTROL.sub("", normal_lines(text))
    return kept if kept.isascii() else unicodedata.normalize("NFC", _UNSEEN.sub("", _SPACE.sub(" ", kept)))


def controls(text: str) -> int:
    """Return how many characters ``clean`` leaves out because no output may hold them."""
    return sum(1 for _ in _CONTROL.finditer(normal_lines(text)))


def normal_lines(text: str) -> str:
    """Return ``text`` with every kind of line end as ``\n``."""
    return _NEW_LINE.sub("\n", text)


def straighten(text: str) -> str:
    """Return ``text`` with typographic quotation marks as ASCII ones; the length does not change."""
    if text.isascii() and "`" not in text:
        return text
    for curly, straight in _QUOTES.items():  # a hundred times as fast as str.translate
        text = text.replace(curly, straight)
    return text


def squeeze(text: str) -> str:
    """Return ``text`` on one line with single spaces."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return the form in which two spellings of the same words are equal: case, quotes and spaces folded."""
    return squeeze(straighten(text)).casefold()


def words(text: str) -> list[str]:
    """Return the words of ``text`` as written, inner apostrophes and hyphens kept.

    Where a script puts no spaces between words, they are pieces of about a word's length.
    """
    return (_WORD if _NEEDS_MORE.search(text) else _PLAIN_WORD).findall(text)


def is_numbered(label: str) -> bool:
    """Whether a speaker's ``label`` is no name and only tells voices apart: "Speaker 1", "SPEAKER_00"."""
    return _NUMBERED.fullmatch(label) is not None


def is_word(text: str, language: str) -> bool:
    """Whether a piece of ``text`` without spaces is one word, and no sentence of a script without spaces.

    In Japanese a run of Han signs or katakana is one, for hiragana parts them.
    """
    if not _UNBROKEN.fullmatch(text):
        return True
    return language == "ja" and _KANJI_OR_KATAKANA.fullmatch(text) is not None


def bare(text: str) -> str:
    """Return the folded words of ``text`` joined by single spaces, punctuation dropped."""
    return " ".join(words(straighten(text))).casefold()


def is_balanced(text: str) -> bool:
    """Whether every quotation mark and bracket in ``text`` has its partner, so that it can stand alone.

    Quotations may stand in “…”, „…“, «…», »…« or "…".
    """
    low = text.count("„")
    curly = low == text.count("“") + text.count("”") if low else text.count("“") == text.count("”")
    angled = text.count("«") == text.count("»")
    return curly and angled and text.count("(") == text.count(")") and text.count('"') % 2 == 0


def nested(text: str) -> str:
    """Return ``text`` with its double quotation marks as single ones, to stand inside a quotation."""
    return text.translate(_NESTED)


def quoted(text: str) -> str:
    """Return what the quotation that ends ``text`` says, all of ``text`` where none does."""
    found = _QUOTED.search(text)
    return found.group(1).strip() if found and found.end() == len(text) else text


def is_question(text: str) -> bool:
    """Whether ``text`` ends in a question mark of any script."""
    return text.endswith(("?", "？", "؟"))


def without_accents(text: str) -> str:
    """Return ``text`` in compatibility decomposition (NFKD) without accents: ``Tomás`` is ``Tomas``."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not "\u0300" <= letter <= "\u036f")


def slug(text: str, *, longest: int = 60) -> str:
    """Return ``text`` as a safe name for files and tags: lower-case letters and digits joined by hyphens.

    Letters of every script stay, accents are dropped, a cut falls between words. May be empty.
    """
    plain = without_accents(text).casefold()
    joined = re.sub("['’\u200c\u200d]", "", unicodedata.normalize("NFC", plain))
    name = "-".join(re.findall(LETTERS, joined))
    if len(name) <= longest:
        return name
    return name[: longest + 1].rpartition("-")[0] or name[:longest]


def clock(ms: int) -> str:
    """Return ``ms`` milliseconds as ``m:ss`` or ``h:mm:ss``, rounded down to the second."""
    seconds = ms // 1000
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def parse_clock(text: str) -> int | None:
    """Return ``[h:]mm:ss[.fff]`` as milliseconds, or None where ``text`` is no such time.

    What a fraction has beyond milliseconds, up to nine digits, does not count.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    if int(seconds) > 59 or (hours and int(minutes) > 59):
        return None
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0")[:3].ljust(3, "0"))


def filled(pattern: str, **words: str) -> str:
    """Return ``pattern`` with ``words`` for their names in braces; what they hold is not looked at again."""
    parts = pattern.split("{")
    return parts[0] + "".join(_put(part, words) for part in parts[1:])


def _put(part: str, words: dict[str, str]) -> str:
    name, closed, rest = part.partition("}")
    return f"{words[name]}{rest}" if closed and name in words else f"{{{part}"
