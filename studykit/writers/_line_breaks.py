"""Where a line may end in scripts that put no spaces between words (UAX #14, as far as it concerns them)."""

import re
from collections.abc import Callable
from functools import cache

BREAK = "\U0010ffff"
"""Stands where a line may end; Unicode keeps it free of meaning, so no text has it (a non-character)."""

_EAST_ASIAN = (
    r"\u2e80-\u2fdf\u3000-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003134f"
)
_NEVER_LAST = r"「『（［｛【〔〈《〖〘〚｟｢“‘（"
_NEVER_FIRST = (
    r"」』）］｝】〕〉》〗〙〛｠｣”’、。，．・：；！？‼⁇⁈⁉％…‥ー〜～々〻ゝゞヽヾ"
    r"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ｡､･ｰ\uff67-\uff6f"
)
_BETWEEN_EAST_ASIAN = re.compile(
    rf"(?<=[{_EAST_ASIAN}…”’])(?<![{_NEVER_LAST}])(?=[{_EAST_ASIAN}“‘])(?![{_NEVER_FIRST}])"
    rf"|(?<=[{_EAST_ASIAN}…])(?<![{_NEVER_LAST}])(?=[^\W_])(?![{_EAST_ASIAN}])"
    rf"|(?<=[^\W_])(?<![{_EAST_ASIAN}])(?=[{_EAST_ASIAN}])(?![{_NEVER_FIRST}])"
)
_THAI = re.compile("[\u0e01-\u0e5b]+")
_THAI_SYLLABLE = re.compile(
    "(?<=[\u0e01-\u0e3a\u0e45-\u0e4e])(?<![\u0e40-\u0e44])(?=[\u0e40-\u0e44])|(?<=[\u0e30\u0e46])(?=[\u0e01-\u0e2e])"
)
_LAO_SYLLABLE = re.compile(
    "(?<=[\u0e81-\u0ecd])(?<![\u0ec0-\u0ec4])(?=[\u0ec0-\u0ec4])|(?<=[\u0eb0\u0ec6])(?=[\u0e81-\u0eae])"
)
_KHMER_SYLLABLE = re.compile("(?<=[\u1780-\u17d1\u17dd])(?=[\u1780-\u17b3])")
_BURMESE_SYLLABLE = re.compile(
    "(?<=[\u1000-\u1038\u103a-\u103f\u104a-\u104f])(?=[\u1000-\u102a\u103f\u104c-\u104f])(?!.[\u1037]?[\u1039\u103a])"
)
_SYLLABLES = (_LAO_SYLLABLE, _KHMER_SYLLABLE, _BURMESE_SYLLABLE)
_SPACED_SIGN = re.compile(r" (?=[?!:;»]+(?:\s|$))|(?:(?<=\s«)|(?<=^«)) ")
"""French puts a space before some signs, and within its quotation marks."""
_ANY = re.compile(rf"[{_EAST_ASIAN}\u0e01-\u0edf\u1000-\u109f\u1780-\u17ff\u200b]")


def with_breaks(text: str) -> str:
    """Return ``text`` with BREAK wherever a line may end but at a space.

    Chinese and Japanese are broken between signs but before closing and after opening ones, Thai between
    words (or, without the extra i18n, where a vowel shows that a syllable begins), Lao, Khmer and Burmese
    between syllables. A space without a width is such a place in any script. The spaces of French signs, at
    which no line may end, become ones that do not break.
    """
    text = _SPACED_SIGN.sub("\N{NO-BREAK SPACE}", text)
    if not _ANY.search(text):
        return text
    broken = _BETWEEN_EAST_ASIAN.sub(BREAK, text)
    broken = _THAI.sub(lambda run: _thai_words(run.group()), broken)
    for syllable in _SYLLABLES:
        broken = syllable.sub(BREAK, broken)
    return broken.replace("\u200b", BREAK)


def needs_no_space(text: str) -> bool:
    """Whether a line that ends with ``text`` goes on in the next without a space between the two."""
    return _ANY.fullmatch(text[-1:]) is not None


def _thai_words(run: str) -> str:
    parse = _thai_parser()
    return BREAK.join(parse(run)) if parse else _THAI_SYLLABLE.sub(BREAK, run)


@cache
def _thai_parser() -> Callable[[str], list[str]] | None:
    """Return what cuts Thai into words, where it is installed: a model of 60 kB that ships with it."""
    try:
        from budoux import load_default_thai_parser  # noqa: PLC0415  # of the extra i18n, and for Thai alone
    except ImportError:
        return None
    parse: Callable[[str], list[str]] = load_default_thai_parser().parse
    return parse
