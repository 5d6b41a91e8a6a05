"""Word's styles, list definitions and settings for our documents, as XML.

Why written out and not set through python-docx: its default template brings 150 styles of other people's, an American page, a blue theme
and Word's compatibility mode. Here is what our documents use and nothing else, so that a user who opens the style pane finds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "CALLOUT_INDENT",
    "FIRST_ORDERED",
    "INDENT",
    "SCRIPT_INDENT",
    "callout_frame",
    "numbering_xml",
    "script_frame",
    "settings_xml",
    "styles_xml",
    "tint",
]

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# On every Windows and macOS machine with Word; LibreOffice has a font of the same measures in its place.
_FONT = "Calibri"
_INK, _QUIET, _RULE, _WARNING = "1C1C1C", "4D4D4D", "8A8F94", "7A3300"
_BULLETS, _NUMBERS = 0, 1
# Numbers 1 and 2 are those of the styles List Bullet and List Number.
FIRST_ORDERED = 3
INDENT = 284
"""Indent of a list level in twips: 5 mm."""
SCRIPT_INDENT, CALLOUT_INDENT = 227, 142
"""Indents of the text inside these frames, in twips."""


_DEFAULT_CHARACTERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)
_DEFAULT_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
)


def tint(colour: str) -> str:
    """Return a brand colour as the pale ground of header rows and callouts, as RRGGBB."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "".join(f"{round(255 - (255 - part) * 0.1):02X}" for part in parts)


def script_frame(colour: str) -> str:
    """Return the rule beside what is read out."""
    return f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{colour[1:].upper()}"/></w:pBdr>'


def callout_frame(colour: str) -> str:
    """Return the ground of a callout; its border in the same colour is what gives it an inner margin."""
    ground = tint(colour)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="{space}" w:color="{ground}"/>'
        for side, space in (("top", 4), ("left", 6), ("bottom", 4), ("right", 6))
    )
    return f'<w:pBdr>{lines}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'


def styles_xml(colour: str, language: str, *, compact: bool = False) -> str:
    """Return styles.xml; `colour` is #rrggbb, a compact document is set smaller and closer."""
    size, line, gap = (19, 235, 0.75) if compact else (20, 245, 1.0)
    brand, ground = colour[1:].upper(), tint(colour)
    headings = "".join(
        _paragraph_style(
            f"Heading{level}",
            f"heading {level}",
            "<w:keepNext/><w:keepLines/>"
            f'<w:spacing w:before="{round(before * gap)}" w:after="{round(after * gap)}" w:line="240" w:lineRule="auto"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>',
            f'<w:b/><w:bCs/><w:color w:val="{brand if level < 3 else _INK}"/>{_size(height)}',  # noqa: PLR2004 -- a heading's level
            follows="Normal",
        )
        for level, height, before, after in ((1, 38, 0, 80), (2, 26, 180, 60), (3, 22, 140, 40), (4, 20, 120, 40))
    )
    note_line = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>' for side in ("bottom", "between"))
    styles = [
        _paragraph_style(
            "Normal",
            "Normal",
            f'<w:spacing w:before="0" w:after="{round(80 * gap)}" w:line="{line}" w:lineRule="auto"/>',
            f'<w:color w:val="{_INK}"/>',
            default=True,
        ),
        headings,
        _paragraph_style("Small", "Small", '<w:spacing w:after="60"/>', _size(18), custom=True),
        _paragraph_style("Lead", "Lead", "", _size(23), custom=True),
        _paragraph_style("Question", "Question", "<w:keepNext/>", _size(28), custom=True),
        _paragraph_style("DraftNotice", "Draft Notice", "", f'<w:color w:val="{_WARNING}"/>', custom=True),
        _paragraph_style(
            "Script",
            "Script",
            f'{script_frame(colour)}<w:ind w:left="{SCRIPT_INDENT}"/>',
            custom=True,
        ),
        _paragraph_style(
            "Callout",
            "Callout",
            f'{callout_frame(colour)}<w:ind w:left="{CALLOUT_INDENT}" w:right="{CALLOUT_INDENT}"/>',
            custom=True,
        ),
        _paragraph_style(
            "Provenance",
            "Provenance",
            f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{_RULE}"/></w:pBdr><w:spacing w:before="60" w:after="0"/>',
            f'<w:color w:val="{_QUIET}"/>{_size(15)}',
            custom=True,
        ),
        _paragraph_style(
            "NoteLine",
            "Note Line",
            f'<w:pBdr>{note_line}</w:pBdr><w:spacing w:before="0" w:after="0" w:line="454" w:lineRule="exact"/>',
            custom=True,
        ),
        _paragraph_style("TableText", "Table Text", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>', custom=True),
        _paragraph_style("TableSmall", "Table Small", "", _size(18), based_on="TableText", custom=True),
        _paragraph_style("TableGap", "Table Gap", '<w:spacing w:after="0" w:line="120" w:lineRule="exact"/>', _size(8), custom=True),
        _paragraph_style("Caption", "caption", '<w:keepNext/><w:spacing w:before="80" w:after="40"/>', "<w:b/><w:bCs/>", follows="Normal"),
        *(
            _paragraph_style(
                f"List{kind}{suffix}",
                f"List {kind}{f' {suffix}' if suffix else ''}",
                f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr><w:spacing w:after="{round(20 * gap)}"/>',
            )
            for kind, number in (("Bullet", 1), ("Number", 2))
            for level, suffix in ((0, ""), (1, "2"), (2, "3"))
        ),
        *(
            _paragraph_style(
                f"ListContinue{suffix}",
                f"List Continue{f' {suffix}' if suffix else ''}",
                f'<w:spacing w:after="{round(20 * gap)}"/><w:ind w:left="{INDENT * (level + 1)}"/>',
            )
            for level, suffix in ((0, ""), (1, "2"), (2, "3"))
        ),
        _paragraph_style(
            "Header", "header", '<w:spacing w:after="0"/><w:jc w:val="right"/>', f'<w:b/><w:bCs/><w:color w:val="{_WARNING}"/>{_size(17)}'
        ),
        _paragraph_style(
            "Footer",
            "footer",
            f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{_RULE}"/></w:pBdr><w:spacing w:after="0"/>',
            f'<w:color w:val="{_QUIET}"/>{_size(16)}',
        ),
        _DEFAULT_CHARACTERS,
        _character_style("Level", "Level", f'<w:b/><w:bCs/><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'),
        _character_style("Clock", "Clock", f'<w:b/><w:bCs/><w:color w:val="{brand}"/>'),
        _character_style("Missing", "Missing", '<w:shd w:val="clear" w:color="auto" w:fill="FFEEB8"/>'),
        _character_style("Hyperlink", "Hyperlink", f'<w:color w:val="{brand}"/><w:u w:val="single"/>', custom=False),
        _DEFAULT_TABLE,
        _table_style("DocumentGrid", "Document Grid", _borders("top left bottom right insideH insideV"), _cell_margins(34, 90), ground),
        _table_style(
            "DocumentAnchors", "Document Anchors", _borders("top left bottom right insideH insideV"), _cell_margins(30, 80), ground
        ),
        _table_style("DocumentLined", "Document Lined", _borders("top bottom insideH"), _cell_margins(50, 70), ""),
        _table_style("DocumentPlain", "Document Plain", "", _cell_margins(35, 60), ""),
    ]
    return (
        f"<w:styles {_NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/>{_size(size)}'
        f"<w:lang w:val={quoteattr(language)}/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{''.join(styles)}</w:styles>"
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _paragraph_style(
    key: str,
    name: str,
    paragraph: str,
    characters: str = "",
    *,
    based_on: str = "Normal",
    follows: str = "",
    default: bool = False,
    custom: bool = False,
) -> str:
    kind = (' w:default="1"' if default else "") + (' w:customStyle="1"' if custom else "")
    base = "" if default else f'<w:basedOn w:val="{based_on}"/>'
    after = f'<w:next w:val="{follows}"/>' if follows else ""
    look = (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{characters}</w:rPr>" if characters else "")
    return f'<w:style w:type="paragraph"{kind} w:styleId="{key}"><w:name w:val="{name}"/>{base}{after}<w:qFormat/>{look}</w:style>'


def _character_style(key: str, name: str, characters: str, *, custom: bool = True) -> str:
    kind = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="character"{kind} w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f"<w:qFormat/><w:rPr>{characters}</w:rPr></w:style>"
    )


def _table_style(key: str, name: str, borders: str, margins: str, ground: str) -> str:
    shade = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/></w:tcPr>' if ground else ""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{borders}{margins}</w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>{shade}</w:tblStylePr></w:style>'
    )


def _borders(sides: str) -> str:
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>' for side in sides.split())
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _cell_margins(vertical: int, horizontal: int) -> str:
    sides = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    return f'<w:tblCellMar>{"".join(f"""<w:{side} w:w="{width}" w:type="dxa"/>""" for side, width in sides)}</w:tblCellMar>'


def numbering_xml(lists: Sequence[tuple[int, int]]) -> str:
    """Return numbering.xml: bullets are number 1; each ordered list, given as its level and start, is one from number 3 on.

    Word counts on from list to list unless each list is a numbering of its own.
    """
    bullets = "".join(_level(level, "bullet", "•") for level in range(3))
    numbers = "".join(_level(level, "decimal", f"%{level + 1}.") for level in range(3))
    ordered = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{_NUMBERS}"/>'
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, (level, start) in enumerate(lists, FIRST_ORDERED)
    )
    return (
        f"<w:numbering {_NAMESPACE}>"
        f'<w:abstractNum w:abstractNumId="{_BULLETS}"><w:multiLevelType w:val="multilevel"/>{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="{_NUMBERS}"><w:multiLevelType w:val="multilevel"/>{numbers}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="{_BULLETS}"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="{_NUMBERS}"/></w:num>{ordered}</w:numbering>'
    )


def _level(level: int, kind: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{INDENT * (level + 1)}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
    )


def settings_xml(language: str) -> str:
    """Return settings.xml: Word's present layout rules, not those of an old version."""
    rules = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
    }
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in rules.items()
    )
    return (
        f'<w:settings {_NAMESPACE}><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{compatibility}</w:compat><w:themeFontLang w:val={quoteattr(language)}/>"
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
