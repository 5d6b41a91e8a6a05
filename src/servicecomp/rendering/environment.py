"""The one Jinja environment: sandboxed, strict, everything escaped.

Templates see plain data only (dicts, lists, texts, numbers), so that there is no object whose attributes lead anywhere. A name that
starts with `builtin:` is always the packaged template; any other is looked for in the user's folders first.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from servicecomp.rendering.filters import FILTERS, finish_markdown
from servicecomp.rendering.richtext import rich_to_html, rich_to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jinja2 import Environment, Undefined

__all__ = ["BUILTIN", "TEMPLATES", "Format", "make_environment", "packaged_environment", "template_name"]

Format = Literal["html", "md"]
BUILTIN = "builtin:"
TEMPLATES = Path(__file__).with_name("templates")

_NAME = re.compile(r"[a-z0-9_]+\.(html|md|css)\.j2")
_KEPT_FILTERS = frozenset({"length", "default", "upper", "lower", "capitalize", "round", "int"})
_LARGEST = 10_000
_CALLABLE = (Macro, BlockReference)


class _Loader(BaseLoader):
    """Packaged templates, and the user's in front of them."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        del environment
        name = template.removeprefix(BUILTIN)
        folders = (TEMPLATES,) if template.startswith(BUILTIN) else (*self._folders, TEMPLATES)
        if _NAME.fullmatch(name):
            for folder in folders:
                path = folder / name
                if path.is_file():
                    return path.read_text(encoding="utf-8"), template, lambda: True
        raise TemplateNotFound(template)


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with data read by key only and with the operators that make large values kept small."""

    guests = False
    """Whether users' templates are among those that are read."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's signature
        """Read a field of plain data; a dict's own methods are no fields."""
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's signature
        """Count, and repeat or format nothing."""
        del context
        if not all(isinstance(side, int | float) and abs(side) <= _LARGEST for side in (left, right)) or operator == "**":
            message = f"'{operator}' is for small numbers only in a template"
            raise SecurityError(message)
        if operator == "*":
            return left * right
        return left % right if operator == "%" else left + right

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - Jinja's signature
        """Let templates call macros and nothing else."""
        return obj is _small_range or (isinstance(obj, _CALLABLE) and super().is_safe_callable(obj))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Refuse `~`: it escapes for HTML whatever the format, and it doubles texts."""
        tree = super()._parse(source, name, filename)
        # Why not ours: walking the tree takes a tenth of the time to a kit, and a test looks through the packaged templates.
        joined = next(tree.find_all(nodes.Concat), None) if self.guests else None
        if joined is not None:
            message = "write expressions side by side; '~' is not used here"
            raise TemplateSyntaxError(message, joined.lineno, name, filename)
        return tree


def make_environment(format: Format, folders: Sequence[Path] = ()) -> Environment:  # noqa: A002 - the word that the API uses
    """Return the environment for a format."""
    environment = _Environment(
        loader=_Loader(folders),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finish_markdown if format == "md" else _finish_html,
        cache_size=50,
        auto_reload=False,
    )
    environment.guests = bool(folders)
    environment.globals.clear()
    environment.globals["range"] = _small_range
    kept = {name: environment.filters[name] for name in _KEPT_FILTERS}
    environment.filters.clear()
    environment.filters.update(kept | FILTERS | {"rich": rich_to_markdown if format == "md" else rich_to_html})
    if format == "md":
        environment.filters["cell"] = _cell
    return environment


@cache
def packaged_environment(format: Format) -> Environment:  # noqa: A002 - as above
    """Return the environment of the packaged templates alone, compiled once a process."""
    return make_environment(format)


def template_name(kind: str, format: Format) -> str:  # noqa: A002 - as above
    """Return the file name of the template for a kind of document: `interview_kit.html.j2`."""
    return f"{kind.replace('-', '_')}.{format}.j2"


def _finish_html(value: Any) -> Any:  # noqa: ANN401 - any value
    # Why refused: None in a template is a field that was not looked at, and "None" on paper is worse than an error.
    if value is None:
        _refuse_none()
    return value if isinstance(value, Markup) else escape(value)


def _refuse_none() -> NoReturn:
    message = "this field is empty here; ask with 'if' first"
    raise SecurityError(message)


def _small_range(*bounds: int) -> range:
    found = range(*bounds)
    if len(found) > _LARGEST:
        message = f"a range holds at most {_LARGEST} numbers"
        raise SecurityError(message)
    return found


def _cell(value: Undefined | str) -> Markup:
    """Return finished Markdown on one line, so that it fits into a table cell."""
    return Markup(" ".join(str(finish_markdown(value)).split()))  # noqa: S704 - escaped or finished already
