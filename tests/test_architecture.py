"""Who may import whom. A change of these tables needs an entry in docs/decisions.md.

The sources are parsed, so that an import inside a function counts like one at the top.
"""

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

import studykit

PACKAGE = Path(studykit.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
DOOR = "studykit"  # the package itself: its version

WORDS = {
    "text",
    "errors",
    "notices",
    "progress",
    "model",
    "season",
    "drafts",
    "contracts",
    "templates",
    "wording",
}
"""The words of the program, which every step shares."""

MAY_IMPORT = {
    DOOR: set(),
    "text": set(),
    "errors": set(),
    "encoding": set(),
    "notices": {"text"},
    "progress": set(),
    "extras": set(),
    "identity": {"text"},
    "signatures": set(),
    "page_wording": {"errors", "templates", "text"},
    "wording": {"page_wording", "text"},
    "registry": {"errors"},
    "templates": {"errors"},
    "model": {"notices", "text"},
    "links": {"model", "notices", "text"},
    "markdown": {"text"},
    "chapter_lines": {"model", "text"},
    "drafts": {"model"},
    "season": {"model"},
    "contracts": {
        "drafts",
        "encoding",
        "errors",
        "model",
        "notices",
        "season",
        "signatures",
        "templates",
        "text",
        "wording",
    },
    "sources": {"contracts", "errors"},
    "addresses": {"errors"},
    "fetch": {DOOR, "addresses", "errors"},
    "places": {"addresses", "contracts", "errors", "fetch", "sources"},
    "xml": {"contracts", "errors"},
    "feeds": WORDS | {"xml"},
    "study_file": {"contracts", "errors", "model"},
    "season_file": {"errors", "model", "notices", "sources"},
    "recordings": WORDS | {"extras", "identity", "links"},
    "recognition": WORDS | {"extras", "recordings"},
    "clips": WORDS | {"recordings"},
    "language": WORDS,
    "analysis": WORDS | {"language"},
    "readers": WORDS
    | {"encoding", "registry", "sources", "xml", "markdown", "chapter_lines", "identity", "language"},
    "chapter_lists": WORDS | {"registry", "sources", "xml", "markdown", "chapter_lines", "recordings"},
    "converters": WORDS | {"registry", "markdown"},
    "cards": WORDS | {"identity", "links", "language"},
    "engines": WORDS | {"analysis", "language"},
    "services": WORDS | {"registry", "extras"},
    "prompting": WORDS | {"language", "services"},
    "builder": WORDS
    | {"registry", "identity", "links", "language", "analysis", "engines", "cards", "services", "prompting"},
    "asking": WORDS | {"analysis", "builder", "language", "links", "prompting", "services"},
    "answers": WORDS | {"asking", "options", "prompting", "services", "settings", "sources", "study_file"},
    "essay": WORDS | {"language"},
    "changes": {"text"},
    "rewriting": WORDS | {"builder", "essay", "prompting", "services"},
    "writers": WORDS
    | {DOOR, "changes", "essay", "extras", "registry", "identity", "links", "markdown", "page_wording"},
    "printing": {"contracts", "errors"},
    "anki_connect": {"addresses", "errors", "fetch", "notices", "progress", "writers"},
    "options": {"registry", "contracts", "errors", "links", "model"},
    "settings": {"options", "registry", "contracts", "errors"},
    "episodes": WORDS
    | {"options", "places", "feeds", "readers", "chapter_lists", "builder", "identity", "language"},
    "transcripts": WORDS
    | {
        "options",
        "places",
        "episodes",
        "feeds",
        "recordings",
        "recognition",
        "readers",
        "chapter_lists",
        "builder",
    },
    "rendering": WORDS | {"clips", "options", "rewriting", "services", "transcripts", "writers"},
    "pipeline": WORDS
    | {
        "anki_connect",
        "clips",
        "options",
        "sources",
        "feeds",
        "links",
        "printing",
        "rendering",
        "rewriting",
        "settings",
        "study_file",
        "transcripts",
        "converters",
        "builder",
        "writers",
    },
    "seasons": WORDS
    | {
        "builder",
        "clips",
        "links",
        "options",
        "pipeline",
        "rendering",
        "season_file",
        "sources",
        "study_file",
        "writers",
    },
    "cli": {
        DOOR,
        "anki_connect",
        "answers",
        "asking",
        "builder",
        "clips",
        "progress",
        "errors",
        "model",
        "notices",
        "options",
        "pipeline",
        "printing",
        "registry",
        "seasons",
        "services",
        "settings",
        "text",
    },
    "__main__": {"cli"},
}
PLUG_IN_FOLDERS = ("readers", "chapter_lists", "converters", "engines", "services", "cards", "writers")
DOORS = (
    *PLUG_IN_FOLDERS,
    "anki_connect",
    "asking",
    "builder",
    "feeds",
    "prompting",
    "recordings",
    "recognition",
)
"""Folders that are entered by their ``__init__``; ``language`` and ``analysis`` are shelves of modules."""

HOMES = {
    "typer": ("cli/*.py",),
    "rich": ("cli/*.py",),
    "genanki": ("writers/_anki_package.py",),
    "reportlab": ("writers/pdf.py", "writers/_pdf*.py"),
    "pikepdf": ("writers/_imposition.py",),
    "segno": ("writers/_pdf_qr.py",),
    "docx": ("writers/docx.py", "writers/_docx*.py", "readers/_word_text.py"),
    "yaml": ("readers/*.py",),
    "uharfbuzz": ("writers/_pdf_glyphs.py",),
    "pymupdf_fonts": ("writers/_pdf_lenders.py",),
    "budoux": ("writers/_line_breaks.py",),
    "pypdfium2": ("readers/_pdf_print.py", "printing.py", "writers/_pdf_pictures.py"),
    "selectolax": ("readers/_html*.py",),
    "defusedxml": ("xml.py",),
    "av": ("recordings/*.py",),
    "faster_whisper": ("recognition/faster_whisper.py",),
    "numpy": ("language/*.py", "analysis/*.py", "engines/*.py", "recordings/*.py"),
    "HanTa": ("language/*.py", "engines/*.py"),
    "wordfreq": ("language/*.py", "engines/*.py"),
    "simplemma": ("language/*.py",),
    "nupunkt": ("language/*.py", "engines/*.py"),
    "sentencex": ("language/*.py", "engines/*.py"),
    "pydantic": ("*",),
    "pydantic_core": ("study_file.py",),
    "pydantic_ai": ("services/*.py",),
    "httpx2": ("services/*.py",),
    "anyio": ("services/*.py",),
    "genai_prices": ("services/_prices.py",),
    "rapidfuzz": ("builder/snap.py",),
    "platformdirs": ("settings.py",),
}
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "xmlrpc", "asyncio", "webbrowser"}
NETWORK_DOOR = "fetch.py"
PROGRAMS_DOOR = "printing.py"


def names(path: Path) -> Iterator[str]:
    """Give the full name of everything that ``path`` imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(path: Path) -> set[str]:
    """Return the modules of ours that ``path`` imports: ``studykit.writers.save`` counts as its door."""
    return {_module(name) for name in names(path) if name.split(".")[0] == "studykit"}


def _module(name: str) -> str:
    parts = name.split(".")
    while parts != ["studykit"] and not _exists(parts):
        parts.pop()
    return ".".join(parts)


def _exists(parts: list[str]) -> bool:
    place = PACKAGE.joinpath(*parts[1:])
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def part(module: str) -> str:
    """Return the line of the table that a module stands under: ``studykit.writers.pdf`` is in ``writers``."""
    return [*module.split("."), DOOR][1]


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def calls(path: Path, *spellings: str) -> list[str]:
    """Return where ``path`` uses one of the dotted names ``spellings``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Name))
    return [f"{path.name}:{node.lineno}" for node in found if ast.unparse(node) in spellings]


every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())


@every_file
def test_a_module_imports_only_what_lies_below_it(path):
    own = part(module_of(path))
    reached = {part(module) for module in ours(path)} - {own}
    assert reached <= MAY_IMPORT[own]


@every_file
def test_a_folder_is_entered_by_its_door(path):
    own = part(module_of(path))
    inner = {m for m in ours(path) if part(m) in DOORS and part(m) != own and m.count(".") > 1}
    assert not inner


@every_file
def test_nobody_imports_a_plug_in_by_name(path):
    inner = {m for m in ours(path) if part(m) in PLUG_IN_FOLDERS and m.count(".") > 1}
    assert all(m.rpartition(".")[2].startswith("_") for m in inner), inner


@every_file
def test_a_library_is_used_in_its_home_alone(path):
    place = path.relative_to(PACKAGE).as_posix()
    strangers = {name.split(".")[0] for name in names(path)} - set(sys.stdlib_module_names) - {"studykit"}
    assert strangers <= HOMES.keys(), "a new library needs a line in the table"
    assert {s for s in strangers if not any(fnmatch(place, home) for home in HOMES[s])} == set()


@every_file
def test_one_module_alone_reaches_the_network(path):
    imported = set() if path.relative_to(PACKAGE).as_posix() == NETWORK_DOOR else set(names(path))
    assert not {n for n in imported if any(n == w or n.startswith(f"{w}.") for w in NETWORK)}


@every_file
def test_one_module_alone_runs_other_programs(path):
    assert path.name == PROGRAMS_DOOR or "subprocess" not in {name.split(".")[0] for name in names(path)}


@every_file
def test_the_environment_is_read_in_settings_alone(path):
    assert path.name == "settings.py" or not calls(path, "os.environ", "os.getenv", "os.environb")


@every_file
def test_the_clock_is_read_in_the_command_line_alone(path):
    clocks = ("datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "time.time_ns")
    assert path.parent.name == "cli" or not calls(path, *clocks)


@every_file
def test_modules_are_found_by_name_in_the_registry_alone(path):
    assert path.name == "registry.py" or not calls(path, "importlib.import_module", "__import__")


def test_every_part_of_the_package_stands_in_the_table():
    assert {part(module_of(path)) for path in FILES} == MAY_IMPORT.keys()


def test_the_table_has_no_circle():
    settled: set[str] = set()
    while settled != MAY_IMPORT.keys():
        next_ones = {name for name, below in MAY_IMPORT.items() if below <= settled} - settled
        assert next_ones, f"a circle among {MAY_IMPORT.keys() - settled}"
        settled |= next_ones


def test_an_import_inside_a_function_is_seen(tmp_path):
    source = tmp_path / "lazy.py"
    source.write_text("def load():\n    from studykit.writers import save\n    import reportlab.pdfgen\n")
    assert set(names(source)) == {"studykit.writers.save", "reportlab.pdfgen"}
    assert ours(source) == {"studykit.writers"}
