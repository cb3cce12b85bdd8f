"""Measures what hostile files cost: each is read in a process of its own, and must end within bounds.

python benchmarks/hostile.py [NAME ...] [--size MB]

Printed are the processor's seconds, the peak memory and how it ended, for files that have that size when they
are unpacked. What fails by no error of ours, or takes more than a minute for a megabyte, ends in FAILED.
"""

import argparse
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from hours import READ

SECONDS_PER_MB = 60
NUMBER = "{n}"
ENTITIES = '<!DOCTYPE t [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def many(item: str, *, opening: str = "", between: str = "", closing: str = "") -> Callable[[int], bytes]:
    """Return what makes a file of ``item`` again and again; NUMBER in it counts."""

    def made(size: int) -> bytes:
        count = size // len(item + between)
        items = (item.replace(NUMBER, str(number)) for number in range(count))
        return f"{opening}{between.join(items)}{closing}".encode()

    return made


def nested(opening: str, closing: str = "", inner: str = "") -> Callable[[int], bytes]:
    """Return what makes a file of ``opening`` again and again, and of as many ``closing`` at its end."""

    def made(size: int) -> bytes:
        depth = size // len(opening + closing)
        return f"{opening * depth}{inner}{closing * depth}".encode()

    return made


def packed(part: str, content: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Return what makes a Word document in which ``part`` is replaced by, or is, what ``content`` makes."""

    def made(size: int) -> bytes:
        plain, full = io.BytesIO(), io.BytesIO()
        docx.Document().save(plain)
        with zipfile.ZipFile(plain) as old, zipfile.ZipFile(full, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name != part:
                    new.writestr(name, old.read(name))
            new.writestr(part, content(size))
        return full.getvalue()

    return made


TIMES = "00:00:01.000 --> 00:00:02.000"
WORD_DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
TALK = "so why does a rope hum in the wind. "
FILES: dict[str, Callable[[int], bytes]] = {
    "captions of one word": many(f"{TIMES}\nyes.\n\n", opening="WEBVTT\n\n"),
    "captions by ever new speakers": many(f"{TIMES}\n<v Ana {NUMBER}>yes.\n\n", opening="WEBVTT\n\n"),
    "captions by speakers alike": many(f"{TIMES}\n<v Ana{'!' * 9}>yes.\n\n", opening="WEBVTT\n\n"),
    "one caption": many(TALK, opening=f"WEBVTT\n\n{TIMES}\n"),
    "captions that roll": many(f"{TIMES}\nyes {NUMBER}\nno {NUMBER}\n\n", opening="WEBVTT\n\n"),
    "numbered captions": many(f"1\n{TIMES.replace('.', ',')}\nAna {NUMBER}: yes - no.\n\n"),
    "one line": many(TALK),
    "one word": many("a"),
    "one line of names": many("Ana: yes. "),
    "blank lines": many("\n", opening="Hello.", closing="Bye."),
    "ever new names on lines": many(f"Ana {NUMBER}: yes.\n"),
    "ever new names and times": many(f"Ana {NUMBER} (00:01:02)\n\nyes.\n\n"),
    "times backwards": many("Ana (9:59:59)\n\nyes.\n\nBen (00:00:01)\n\nno.\n\n"),
    "headings": many(f"## Part {NUMBER}\n\nyes.\n\n"),
    "chapters": many(f"00:01 Part {NUMBER}\n", closing="Ana: yes.\n\nBen: no.\n"),
    "furniture": many("Share\n\nSubscribe\n\n", closing="Ana (0:01)\n\nyes.\n\nBen (0:02)\n\nno.\n"),
    "open brackets": many("["),
    "open links": many("[a]("),
    "stars": many("**a ** "),
    "front matter": many(f"a{NUMBER}: [b, c]\n", opening="---\n", closing="---\n\nAna: yes."),
    "front matter that refers": many("- *a\n", opening="---\na: &a [b, b, b]\nc:\n", closing="---\n\nyes."),
    "JSON nested": nested('{"segments":[', "]}"),
    "JSON that breaks off": many('{"start":1,"end":2,"text":" a."},', opening='{"segments":['),
    "JSON of segments": many(
        '{"start":1,"end":2,"text":" a."}', opening='{"segments":[', between=",", closing="]}"
    ),
    "JSON of words unlike the text": many(
        '{"word":"ab","start":1}',
        opening=f'{{"text":"{", " * 100_000}","words":[',
        between=",",
        closing="]}",
    ),
    "JSON of a number": many("9", opening='{"segments":[{"text":"a","start":', closing="}]}"),
    "JSON of halves": lambda size: many("é<", opening='{"text":"', closing='"}')(size).replace(b"\xa9<", b""),
    "HTML nested": nested("<div>", "</div>", "yes."),
    "HTML never closed": nested("<p><b><i>", inner="yes."),
    "HTML never closed, of blocks": many("<details>", opening="<html>", closing="yes."),
    "HTML of comments": many("<!-- ", opening="<html>"),
    "HTML of attributes": many(f" a{NUMBER}='b'", opening="<html><p", closing=">yes.</p></html>"),
    "HTML of turns": many("<p>Ana: yes.</p>", opening="<html><body>", closing="</body></html>"),
    "XML nested": nested("<tt>", "</tt>", "yes."),
    "XML of entities": many("&b;", opening=f"{ENTITIES}<tt><body><p>", closing="</p></body></tt>"),
    "XML of attributes": many(
        f" a{NUMBER}='b'", opening="<tt", closing="><body><p begin='1'>a</p></body></tt>"
    ),
    "XML of words": many(
        '<span begin="1">a</span>', opening='<tt><body><p begin="1">', closing="</p></body></tt>"
    ),
    "Word that unpacks without measure": lambda size: packed(
        "word/media/a.bin", lambda _: bytes(max(size, 2**29))
    )(size),
    "Word of paragraphs": packed(
        "word/document.xml",
        many(
            "<w:p><w:r><w:t>Ana: yes.</w:t></w:r></w:p>",
            opening=WORD_DOCUMENT,
            closing="</w:body></w:document>",
        ),
    ),
    "Word of tables in tables": packed(
        "word/document.xml",
        lambda size: (
            f"{WORD_DOCUMENT}{nested('<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>')(size).decode()}"
            "</w:body></w:document>"
        ).encode(),
    ),
    "Word of entities": packed(
        "word/document.xml",
        many(
            "&b;",
            opening=f"{ENTITIES}{WORD_DOCUMENT}<w:p><w:r><w:t>",
            closing="</w:t></w:r></w:p></w:body></w:document>",
        ),
    ),
}


def main() -> None:
    """Read each hostile file, or those that are named, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *FILES])
    parser.add_argument("--size", type=float, default=4, metavar="MB")
    arguments = parser.parse_args()
    print(f"{'file':<34}{'MB':>6}{'seconds':>9}{'memory MB':>11}  ending")
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.names or FILES:
            path = Path(folder, "hostile")
            path.write_bytes(FILES[name](round(arguments.size * 1e6)))
            print(f"{name:<34}{path.stat().st_size / 1e6:>6.1f}{_measured(path, arguments.size)}", flush=True)


def _measured(path: Path, size_mb: float) -> str:
    """Return the seconds, the memory and the ending of reading one file, or that it failed."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", READ, path],
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS_PER_MB * size_mb,
        )
    except subprocess.TimeoutExpired:
        return f"{'':>20}  FAILED: time is up"
    if done.returncode == 0:
        seconds, peak, words = done.stdout.split()
        return f"{float(seconds):>9.2f}{float(peak):>11.0f}  {words} words"
    last = ["crashed", *(line for line in done.stderr.splitlines() if line[:1].isalpha())][-1]
    kind, _, what = last.partition(": ")
    is_meant = kind in ("studykit.errors.ReadError", "studykit.errors.UsageError")
    return f"{'':>20}  {'' if is_meant else 'FAILED: ' + kind + ' '}{what[-60:]}"


if __name__ == "__main__":
    main()
