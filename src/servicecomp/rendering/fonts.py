"""The packaged fonts: where they are and which characters they can show.

PDF uses these and no others, so that a page looks the same on every machine. Noto Sans sets the text (Latin, Greek, Cyrillic, Vietnamese);
DejaVu Sans stands in for what it lacks (arrows, mathematical signs, ticks, Hebrew, Arabic, Armenian, Georgian).
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from servicecomp.loading.bundled import package_data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["FAMILIES", "fonts_folder", "name_of", "without_glyph"]

FAMILIES = ("Noto Sans", "DejaVu Sans")
_COVERAGE_FILES = ("NotoSans-Regular.ttf", "DejaVuSans.ttf")


def fonts_folder() -> Path:
    """Return the folder of the packaged fonts."""
    return package_data("fonts")


def without_glyph(text: str) -> frozenset[str]:
    """Return the characters of a text for which no packaged font has a glyph.

    Characters that are never drawn (variation selectors, joiners) count too: a font that lacks them would draw a box.
    """
    # Almost every text is plain Latin; that spares reading the fonts' tables.
    if all(" " <= character <= "~" or "\u00a0" <= character <= "\u017f" or character in "–—‘’“”…•\u200b" for character in set(text)):
        return frozenset()
    return frozenset(character for character in set(text) if ord(character) not in _covered() and not character.isspace())


@cache
def _covered() -> frozenset[int]:
    """Return the code points that some packaged font covers."""
    points: set[int] = set()
    for name in _COVERAGE_FILES:
        points.update(_code_points((fonts_folder() / name).read_bytes()))
    return frozenset(points)


def _code_points(font: bytes) -> Iterator[int]:
    """Yield the code points of a TrueType font's `cmap` table, formats 4 and 12 (OpenType specification, chapter cmap)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    start = next(
        offset for tag, _, offset, _ in (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables)) if tag == b"cmap"
    )
    (subtables,) = struct.unpack_from(">H", font, start + 2)
    for number in range(subtables):
        platform, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", font, start + offset)
        # Platform 1 is the old Macintosh one, whose codes are not Unicode.
        if platform != 1 and form == 4:  # noqa: PLR2004 -- number of a format
            yield from _format_4(font, start + offset)
        elif platform != 1 and form == 12:  # noqa: PLR2004 -- number of a format
            yield from _format_12(font, start + offset)


def _format_4(font: bytes, start: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts = struct.unpack_from(f">{count}H", font, start + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", font, start + 16 + 2 * doubled)
    offsets_at = start + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    for number, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if offset:
                (glyph,) = struct.unpack_from(">H", font, offsets_at + 2 * number + offset + 2 * (point - first))
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF:
                yield point


def _format_12(font: bytes, start: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", font, start + 12)
    for number in range(groups):
        first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * number)
        yield from range(first, last + 1)


def name_of(character: str) -> str:
    """Return a character as a warning shows it."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
