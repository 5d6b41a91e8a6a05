"""Run a template, and say which template and line is at fault when it fails.

Only plain data comes in and only text goes out, so that the same function runs here and in the child process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from servicecomp.errors import RenderError
from servicecomp.rendering.environment import BUILTIN, Format, make_environment, packaged_environment, template_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["MAX_OUTPUT", "run_template"]

MAX_OUTPUT = 20_000_000
"""Characters that a document may have; the longest of ours has a hundredth of that."""


def run_template(kind: str, format: Format, context: Mapping[str, Any], folders: Sequence[Path] = ()) -> str:  # noqa: A002 - the API's word
    """Return the document laid out by the template of its kind.

    Raises:
        RenderError: the template has a mistake, asks for what it may not have, or runs into a limit.

    """
    name = template_name(kind, format)
    try:
        environment = make_environment(format, folders) if folders else packaged_environment(format)
        template = environment.get_template(name)
        return _joined(template.generate(context), name)
    except RenderError:
        raise
    except TemplateSyntaxError as error:
        raise RenderError(f"{_place(error.name or name, error.lineno)}: {error.message}") from None
    except TemplateNotFound as error:
        # Why both: the template may be missing, or one that it extends or includes.
        raise RenderError(f"{_place(name, _line_of(error)[1])}: there is no template '{error.name}'") from None
    except MemoryError as error:
        where, line = _line_of(error)
        raise RenderError(f"{_place(where or name, line)}: the template takes more memory than is allowed") from None
    except RecursionError as error:
        where, line = _line_of(error)
        raise RenderError(f"{_place(where or name, line)}: the template calls itself without an end") from None
    except (TemplateError, SyntaxError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, TimeoutError) as error:
        where, line = _line_of(error)
        raise RenderError(f"{_place(where or name, line)}: {_sentence(error)}") from None


def _joined(parts: Iterator[str], name: str) -> str:
    kept, length = [], 0
    for part in parts:
        length += len(part)
        if length > MAX_OUTPUT:
            raise RenderError(f"{name}: the page grew beyond {MAX_OUTPUT // 1_000_000} million characters")
        kept.append(part)
    return "".join(kept)


def _sentence(error: BaseException) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words[:300]


def _place(name: str, line: int) -> str:
    shown = name if name.startswith(BUILTIN) else name.rsplit("/", 1)[-1]
    return f"{shown}, line {line}" if line else shown


def _line_of(error: BaseException) -> tuple[str, int]:
    """Return the innermost template and line that a traceback passes through; Jinja gives its frames the template's name."""
    found, trace = ("", 0), error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found
