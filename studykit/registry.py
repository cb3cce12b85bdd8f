"""Finds plug-ins: a folder's files are its list, and a file's name is the word the user types."""

import ast
import importlib
import pkgutil
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from studykit.errors import UsageError

Plugin = TypeVar("Plugin")


def names(package: str) -> tuple[str, ...]:
    """Return the names of the plug-ins in ``package``, as the user types them, in order of the alphabet."""
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    found = (module.name for module in pkgutil.iter_modules(folders))
    return tuple(sorted(_typed(name) for name in found if not name.startswith("_")))


def load(package: str, name: str, kind: type[Plugin]) -> Plugin:
    """Return the plug-in ``name`` of ``package``, which is the one value of type ``kind`` in its module.

    Only that module is imported, so that a library loads when its writer is asked for. Raises UsageError
    with the names there are where it does not exist.
    """
    if name not in names(package):
        what = package.rpartition(".")[2].removesuffix("s")
        raise UsageError(f"there is no {what} called {name!r}", hint=f"one of: {', '.join(names(package))}")
    module = importlib.import_module(f"{package}.{name.replace('-', '_')}")
    return next(value for value in vars(module).values() if isinstance(value, kind))


def describe(package: str, name: str) -> str:
    """Return a plug-in's docstring without importing it; empty where it has none."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, f"{name.replace('-', '_')}.py")
        if path.is_file():
            return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return ""


def _typed(module: str) -> str:
    return module.replace("_", "-")
