"""The page in an MHTML file, as Chrome and Edge save one: a mail message with all its parts (RFC 2557)."""

import re
from email import message_from_bytes
from email.message import Message

from studykit.contracts import Source
from studykit.errors import ReadError

_HEADER = re.compile(r"(?:[\w-]{1,60}:.{0,1000}\n(?:[ \t].{0,1000}\n){0,20}){1,40}")
_MANY_PARTS = re.compile(r"(?im)^content-type:\s*multipart/related\b")


def is_mhtml(source: Source) -> bool:
    """Whether ``source`` begins with the header of a message that has its parts beside each other."""
    header = _HEADER.match(source.head)
    return header is not None and _MANY_PARTS.search(header.group()) is not None


def html_in(source: Source) -> str:
    """Return the HTML of the page, which is the first such part; raises ReadError where there is none."""
    parts = message_from_bytes(source.content).get_payload()
    pages = (part for part in parts if isinstance(part, Message) and part.get_content_type() == "text/html")
    page = next(pages, None) if isinstance(parts, list) else None
    content = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(content, bytes):
        raise ReadError("there is no page in this file", where=source.name)
    try:
        return content.decode(page.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return Source(source.name, content).text
