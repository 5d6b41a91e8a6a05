"""What stands in a line -> WordprocessingML: words, boxes to tick, lines to write on, the logo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from servicecomp.rendering.block_types import Blank, Box, Picture, Run

__all__ = ["EM", "LETTER", "Look", "blank_xml", "checkbox_xml", "drawing_xml", "run_xml", "text_xml"]

EM, LETTER = 200, 105
"""Twips of an em and of a usual letter of body text."""

_CHARACTER_STYLES = {"level": "Level", "clock": "Clock", "missing": "Missing"}
_SIZES = {"name": 16, "small": 18, "ask-small": 23, "ask": 28}  # half points
_QUIET = "4D4D4D"
# Width of a no-break space in em: an underlined row of them is a line to write on that Word does not swallow at the end of a paragraph.
_SPACE = 0.226
_LOGO_HEIGHT, _LOGO_WIDTH = 12 * 36_000, 45 * 36_000  # EMU
_BOX_FONT = "MS Gothic"  # Word's own choice for check boxes


@dataclass(frozen=True, slots=True)
class Look:
    """What a run adds to its paragraph's style; `bold` is None where the style decides, `size` one of the named sizes or empty."""

    bold: bool | None = None
    muted: bool = False
    size: str = ""


def run_xml(run: Run, look: Look) -> str:
    """Return a run, its properties in the schema's order."""
    style = next((key for name, key in _CHARACTER_STYLES.items() if name in run.styles), "Hyperlink" if run.href else "")
    bold = {None: "", True: "<w:b/><w:bCs/>", False: '<w:b w:val="0"/><w:bCs w:val="0"/>'}[look.bold]
    properties = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + bold
        + ("<w:i/><w:iCs/>" if run.em else "")
        + (f'<w:color w:val="{_QUIET}"/>' if look.muted else "")
        + (f'<w:sz w:val="{_SIZES[look.size]}"/><w:szCs w:val="{_SIZES[look.size]}"/>' if look.size else "")
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{text_xml(run.text)}</w:r>"


def text_xml(text: str) -> str:
    """Return text as characters, whatever they are."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def blank_xml(blank: Blank, width: int) -> str:
    """Return a line to write on, `width` twips long, with what stands on it."""
    free = max(width - len(blank.text) * LETTER, 0)
    spaces = "\u00a0" * round(free / (_SPACE * EM))
    return f'<w:r><w:rPr><w:u w:val="single"/></w:rPr>{text_xml(blank.text + spaces)}</w:r>'


def checkbox_xml(box: Box, number: int) -> str:
    """Return a check box that can be ticked on screen and on paper."""
    font = f'<w:rFonts w:ascii="{_BOX_FONT}" w:eastAsia="{_BOX_FONT}" w:hAnsi="{_BOX_FONT}" w:hint="eastAsia"/>'
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{number}"/><w14:checkbox><w14:checked w14:val="{int(box.checked)}"/>'
        f'<w14:checkedState w14:val="2612" w14:font="{_BOX_FONT}"/><w14:uncheckedState w14:val="2610" w14:font="{_BOX_FONT}"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>{font}</w:rPr><w:t>{'☒' if box.checked else '☐'}</w:t></w:r></w:sdtContent>"
        "</w:sdt>"
    )


def drawing_xml(picture: Picture, relation: str, width: int, height: int, number: int) -> str:
    """Return the logo, `width` by `height` pixels in its file, at the size of a letterhead."""
    scale = min(_LOGO_HEIGHT / height, _LOGO_WIDTH / width)
    size = f'cx="{max(round(width * scale), 1)}" cy="{max(round(height * scale), 1)}"'
    alt = quoteattr(picture.alt or "Logo")
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Logo {number}" descr={alt}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        '</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Logo {number}" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
