"""Puts the pages of a finished PDF two by two on sheets: side by side, or as a booklet to fold and staple."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from studykit.contracts import Imposition, Rendering
from studykit.errors import UsageError
from studykit.extras import python_command
from studykit.notices import Notice

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

Side = tuple[int | None, int | None]
"""Which pages stand left and right on one side of a sheet, counted from 0; None where it is blank."""
A4_WIDE = (841.89, 595.28)
ROUNDING = 3
"""Points by which two A5 pages may be larger than the A4 sheet that they are half of."""
THICKEST = 20
"""Sheets of ordinary paper that a stapler for the desk goes through, and that still fold."""


def imposed(plain: Rendering, how: Imposition, *, from_right: bool) -> Rendering:
    """Return the PDF ``plain`` with two pages on each side of a sheet.

    Pages of A5 stand on A4 as they are; others are made smaller, to stand on their own paper. In a language
    that is written ``from_right`` to left the first of two pages stands on the right. What can only be
    clicked is gone. The file asks to be turned on the short edge (ISO 32000-1, table 150). Raises UsageError
    where pikepdf is missing.
    """
    try:
        import pikepdf  # noqa: PLC0415  it is an extra, and loads only where it is needed
    except ImportError as error:
        raise UsageError(
            "pages are put together by pikepdf, which is not installed",
            where=f"--{'booklet' if how == 'booklet' else 'nup'}",
            hint=python_command("-m pip install pikepdf"),
        ) from error
    with pikepdf.open(BytesIO(plain.content)) as source, pikepdf.new() as result:
        sides = booklet(len(source.pages)) if how == "booklet" else side_by_side(len(source.pages))
        for left, right in sides:
            pair = (right, left) if from_right else (left, right)
            _add_side(result, [None if number is None else source.pages[number] for number in pair])
        _describe(result, source)
        file = BytesIO()
        result.save(file, deterministic_id=True)
    return Rendering(file.getvalue(), (*plain.notices, *_thickness(how, len(sides))))


def booklet(count: int) -> tuple[Side, ...]:
    """Return the sides of the sheets that, laid on each other and folded, show ``count`` pages in order.

    Saddle stitch: the outermost sheet has the first two pages and the last two; the end is filled up with
    blank pages to a multiple of four. A last side with nothing on it is left out.
    """
    total = -(-count // 4) * 4
    order = (
        pair
        for sheet in range(total // 4)
        for first, last in [(2 * sheet, total - 1 - 2 * sheet)]
        for pair in ((last, first), (first + 1, last - 1))
    )
    sides = tuple((_there(left, count), _there(right, count)) for left, right in order)
    return sides if sides[-1] != (None, None) else sides[:-1]


def side_by_side(count: int) -> tuple[Side, ...]:
    """Return ``count`` pages two by two in their order."""
    return tuple((first, _there(first + 1, count)) for first in range(0, count, 2))


def _there(number: int, count: int) -> int | None:
    return number if number < count else None


def _add_side(result: "Pdf", pages: "Iterable[Page | None]") -> None:
    from pikepdf import Name, Rectangle  # noqa: PLC0415  see above

    both = list(pages)
    width, height = _sheet(next(page for page in both if page is not None))
    side = result.add_blank_page(page_size=(width, height))
    for place, page in enumerate(both):
        if page is not None:
            half = Rectangle(place * width / 2, 0, (place + 1) * width / 2, height)
            form = result.copy_foreign(page.as_form_xobject())
            # Page.add_overlay would name it by chance, and each build give other bytes.
            name = side.add_resource(form, Name.XObject, Name(f"/Half{place}"))
            placed = page.calc_form_xobject_placement(
                form, name, half, invert_transformations=True, allow_shrink=True, allow_expand=False
            )
            side.contents_add(placed)


def _sheet(page: "Page") -> tuple[float, float]:
    """Return the width and height of the sheet for two of ``page`` (points): A4, or the page's own paper."""
    left, bottom, right, top = (float(side) for side in page.mediabox)
    width, height = right - left, top - bottom
    fits = 2 * width <= A4_WIDE[0] + ROUNDING and height <= A4_WIDE[1] + ROUNDING
    return A4_WIDE if fits else (height, width)


def _describe(result: "Pdf", source: "Pdf") -> None:
    """Say of the sheets what the file says of its pages, as far as it is still so."""
    from pikepdf import Dictionary, Name, OutlineItem  # noqa: PLC0415  see above

    for key, value in source.docinfo.items():
        result.docinfo[key] = str(value)
    if "/Lang" in source.Root:
        result.Root.Lang = str(source.Root.Lang)
    result.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Duplex=Name.DuplexFlipShortEdge)
    with result.open_outline() as outline:
        outline.root.append(OutlineItem(str(source.docinfo.get("/Title", "")) or "1", 0))


def _thickness(how: Imposition, sides: int) -> tuple[Notice, ...]:
    sheets = -(-sides // 2)
    if how != "booklet" or sheets <= THICKEST:
        return ()
    text = f"{sheets} sheets are more than most staplers go through ({THICKEST}); smaller parts may do better"
    return (Notice(code="thick-booklet", text=text),)
