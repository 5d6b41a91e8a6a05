"""The fixed phrases of the documents, in the language of the framework: data, read the first time that a document is built.

Each section is a file of its own, `data/locales/<language>/<section>.yaml`, read when it is first asked for. `{name}` in a
phrase is filled in by the builder, in one pass: braces inside a value stay the characters they are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from servicecomp.loading.bundled import package_data
from servicecomp.loading.yaml_reader import read_yaml
from servicecomp.models.lines import Line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["DEFAULT_LANGUAGE", "Phrases", "phrases_for"]

DEFAULT_LANGUAGE = "en"
_SLOT = re.compile(r"\{([a-z_]+)\}")


class Phrases:
    """The phrases of one language, by `section.key`; a section is a mapping of texts and lists of texts, or a list of rows."""

    def __init__(self, language: str, folder: Path) -> None:
        """Remember the folder that holds a file for each section."""
        self.language = language
        self._folder = folder
        self._names = tuple(sorted(path.stem for path in folder.glob("*.yaml")))
        self._entries: dict[str, object] = {}

    def sections(self) -> tuple[str, ...]:
        """Return the names of all sections."""
        return self._names

    def line(self, key: str, **values: object) -> Line:
        """Return one phrase, filled in, with its source."""
        return Line(text=_fill(str(self._find(key)), values), source=self._source(key))

    def text(self, key: str, **values: object) -> str:
        """Return the words of one phrase."""
        return _fill(str(self._find(key)), values)

    def lines(self, key: str, **values: object) -> tuple[Line, ...]:
        """Return a list of phrases, each with its place in the list as the last step of its source."""
        found = self._find(key)
        texts = found if isinstance(found, list) else [found]
        return tuple(Line(text=_fill(str(text), values), source=self._source(f"{key}.{place}")) for place, text in enumerate(texts, 1))

    def rows(self, section: str) -> tuple[dict[str, Line], ...]:
        """Return a section that is a table, row by row."""
        rows = self._find(section)
        if not isinstance(rows, list):
            raise TypeError(section)
        return tuple(
            {name: Line(text=str(text), source=self._source(f"{section}.{place}.{name}")) for name, text in row.items()}
            for place, row in enumerate(rows, 1)
        )

    def labels(self) -> Mapping[str, dict[str, dict[str, str]]]:
        """Return every phrase that is one text as plain data for templates: section, key, then `text` and `source`."""
        return _Labels(self)

    def labels_of(self, section: str) -> dict[str, dict[str, str]]:
        """Return the phrases of one section that are one text, as plain data."""
        entries = self._section(section)
        if not isinstance(entries, dict):
            return {}
        return {key: {"text": text, "source": self._source(f"{section}.{key}")} for key, text in entries.items() if isinstance(text, str)}

    def _source(self, key: str) -> str:
        return f"phrase/{self.language}/{key}"

    def _section(self, name: str) -> object:
        if name not in self._entries:
            path = self._folder / f"{name}.yaml"
            if not path.is_file():
                raise KeyError(name)
            self._entries[name] = read_yaml(path.read_text(encoding="utf-8"), path=str(path))["phrases"]
        return self._entries[name]

    def _find(self, key: str) -> object:
        section, *steps = key.split(".")
        found = self._section(section)
        for step in steps:
            if not isinstance(found, dict):
                raise KeyError(key)
            found = found[step]
        return found


class _Labels(dict[str, dict[str, dict[str, str]]]):
    """Sections as templates see them, each worked out when it is first asked for."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases

    def __contains__(self, section: object) -> bool:
        return section in self._phrases.sections()

    def __missing__(self, section: str) -> dict[str, dict[str, str]]:
        found = self[section] = self._phrases.labels_of(section)
        return found


@cache
def phrases_for(locale: str) -> Phrases:
    """Return the phrases for a language tag: those of the tag, else of its language, else English."""
    for language in (locale, locale.split("-", maxsplit=1)[0], DEFAULT_LANGUAGE):
        folder = package_data("locales", language)
        if folder.is_dir():
            break
    return Phrases(language, folder)


def _fill(text: str, values: Mapping[str, object]) -> str:
    return _SLOT.sub(lambda slot: str(values[slot[1]]), text)
