"""Reads XML without its dangers: no entities, no outside files, no nesting without end."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError  # types and errors; defusedxml does the parsing

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from studykit.contracts import Source
from studykit.errors import ReadError

_DEEPEST = 100


def root(source: Source) -> Element:
    """Return the root element; raises ReadError, with the line, where it is no XML or a dangerous one.

    The text is decoded already, so an encoding that the XML states does not count.
    """
    blank = re.match(r"\s*", source.text)
    begin = blank.end() if blank else 0
    try:
        found: Element = fromstring(source.text[begin:])
    except ParseError as error:
        line = error.position[0] + source.text.count("\n", 0, begin)
        what = re.sub(r": line \d+.*", "", str(error))
        raise ReadError(f"the XML is broken: {what}", where=f"{source.name}:{line}") from error
    except DefusedXmlException as error:
        raise ReadError(
            "the XML defines entities, which a transcript does not need", where=source.name
        ) from error
    if _is_deeper(found, _DEEPEST):
        raise ReadError("the XML is nested too deeply", where=source.name)
    return found


def local(name: str) -> str:
    """Return a name of an element or attribute without its namespace, in which writers of a format differ."""
    return name.rpartition("}")[2]


def attributes(element: Element) -> Mapping[str, str]:
    """Return the attributes of ``element`` by their names without namespaces."""
    return {local(name): value for name, value in element.attrib.items()}


def _is_deeper(element: Element, depth: int) -> bool:
    level = [element]
    for _ in range(depth):
        level = [child for parent in level for child in parent]
    return bool(level)
