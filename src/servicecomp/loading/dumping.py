"""Models -> the YAML that people edit; what is read back equals what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["dump"]

# Filled in by the loader, or true by default: not for people to write.
_ONE_LINE = 2**31
_LOADER_FIELDS = {"origin", "logo_data"}


class _Dumper(yaml.SafeDumper):
    """Block style, no aliases, quotes wherever strict reading would type a text."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - PyYAML's signature
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # PyYAML writes a text plainly only where no YAML reader would type it, so ours, which types less, reads it back as text. Several
    # lines go into double quotes, which keep each blank and line end.
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if "\n" in text else None)


_Dumper.add_representer(str, _text)


def dump(model: BaseModel, *, schema: str | None = None) -> str:
    """Return a model as YAML: fields in their order, defaults left out, the editor's schema line on top when one is given."""
    data = _without_loader_fields(model.model_dump(mode="json", exclude_defaults=True))
    data = {"format": 1, **data} if "format" in type(model).model_fields else data
    head = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return head + yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_ONE_LINE)


def _without_loader_fields(value: Any) -> Any:  # noqa: ANN401 - plain values
    if isinstance(value, dict):
        return {key: _without_loader_fields(entry) for key, entry in value.items() if key not in _LOADER_FIELDS}
    if isinstance(value, list):
        return [_without_loader_fields(entry) for entry in value]
    return value
