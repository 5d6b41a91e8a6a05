"""Totals with their error as a drawing: a dot and a bar for each candidate, readable in black and white, on screen and on paper.

The drawing shows nothing that the table beside it does not hold in numbers, so formats that cannot show it lose no content.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from servicecomp.documents.numbers import decimal_text

__all__ = ["error_bars"]

_WIDTH, _LEFT, _RIGHT = 700, 168, 520
_ROW, _TOP, _FOOT = 26, 8, 48
_CAP = 5
_DOT = 4.5
_INK, _RULE = "#1c1e21", "#aeb4bc"
_LONGEST_NAME = 22
_MOST_TICKS = 12
_MOST_ROWS = 20


def error_bars(rows: list[dict[str, Any]], top: int, title: str, description: str, key: str) -> Markup:
    """Return rows (`candidate`, `total`, `comparable`, `interval`, `lower`, `upper`) as SVG, on a scale from 1 to `top`.

    `title` and `description` are for those who do not see it, `key` stands under it. Rows without a total are left out; without any
    there is no drawing, and beyond a page's worth of them there are several.
    """
    shown = [row for row in rows if row["total"] is not None]
    drawings = [
        _drawing(shown[at : at + _MOST_ROWS], top, (title, description, key), f"error-bars-{at // _MOST_ROWS + 1}")
        for at in range(0, len(shown), _MOST_ROWS)
    ]
    # Every number in them was formatted here, and every text escaped.
    return Markup("\n".join(drawings))  # noqa: S704


def _drawing(shown: list[dict[str, Any]], top: int, words: tuple[str, str, str], name: str) -> str:
    title, description, key = words
    height = _TOP + _ROW * len(shown) + _FOOT
    parts = [
        f'<svg class="error-bars" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{name}-title {name}-description">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-description">{escape(description)}</desc>',
        *_axis(top, _TOP + _ROW * len(shown)),
    ]
    for place, row in enumerate(shown):
        parts += _row(row, top, _TOP + _ROW * place + _ROW / 2)
    parts += [_text(_LEFT, height - 4, key, "start", 11), "</svg>"]
    return "\n".join(parts)


def _axis(top: int, foot: float) -> list[str]:
    step = max(1, -(-(top - 1) // _MOST_TICKS))
    parts = [_line((_LEFT, foot), (_RIGHT, foot), _INK, 1)]
    for rating in range(1, top + 1, step):
        x = _x(rating, top)
        parts += [_line((x, _TOP), (x, foot + 4), _RULE, 0.75), _text(x, foot + 18, str(rating), "middle")]
    return parts


def _row(row: dict[str, Any], top: int, y: float) -> list[str]:
    name = str(row["candidate"])
    label = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    parts = [_text(_LEFT - 12, y + 4.5, label, "end")]
    sure = row["comparable"]
    ends = row["interval"] if sure else (row["lower"], row["upper"])
    if ends is None or None in ends:
        ends = (row["total"], row["total"])
    low, high = (_x(_number(end), top) for end in ends)
    parts.append(_line((low, y), (high, y), _INK, 2, dashed=not sure))
    parts += [_line((x, y - _CAP), (x, y + _CAP), _INK, 2) for x in (low, high)]
    # Why one decimal for an interval: the figures behind it are no surer than that.
    digits = 1 if sure else 2
    numbers = f"{decimal_text(ends[0], digits)} – {decimal_text(ends[1], digits)}"
    if sure:
        parts.append(f'<circle cx="{_place(_x(_number(row["total"]), top))}" cy="{_place(y)}" r="{_DOT}" fill="{_INK}"/>')
        numbers = f"{decimal_text(row['total'])} ({numbers})"
    parts.append(_text(_RIGHT + 16, y + 4.5, numbers, "start"))
    return parts


def _number(value: object) -> float:
    return float(decimal_text(value, 6))


def _x(value: float, top: int) -> float:
    share = (value - 1) / (top - 1)
    return _LEFT + (_RIGHT - _LEFT) * min(max(share, 0), 1)


def _place(value: float) -> str:
    return decimal_text(value, 1)


def _line(start: tuple[float, float], end: tuple[float, float], colour: str, width: float, *, dashed: bool = False) -> str:
    (x1, y1), (x2, y2) = start, end
    look = f'stroke="{colour}" stroke-width="{width}"' + (' stroke-dasharray="5 4"' if dashed else "")
    return f'<line x1="{_place(x1)}" y1="{_place(y1)}" x2="{_place(x2)}" y2="{_place(y2)}" {look}/>'


def _text(x: float, y: float, words: str, anchor: str, size: int = 13) -> str:
    return f'<text x="{_place(x)}" y="{_place(y)}" font-size="{size}" text-anchor="{anchor}" fill="{_INK}">{escape(words)}</text>'
