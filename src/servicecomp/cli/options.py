"""Options that several commands share, and the one way in which they put out a document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

import servicecomp as sc

if TYPE_CHECKING:
    from collections.abc import Callable

    from servicecomp.models.documents import Document

F = TypeVar("F", bound="Callable[..., Any]")

FORMATS = ("html", "md", "json", "docx", "pdf")
BINARY = frozenset({"docx", "pdf"})

content = click.option(
    "--content", "folders", multiple=True, metavar="FOLDER", help="A folder with content of your own; looked in before the shipped content."
)
framework = click.option("--framework", metavar="ID|PATH", help="Framework to use; the role's own when left out.")
bank = click.option("--bank", metavar="ID|PATH", help="Question bank to use; the role's own when left out.")
role = click.option("--role", metavar="ID|PATH", help="Role, such as contact-centre-agent; see 'servicecomp list roles'.")
organisation = click.option("--organisation", metavar="PATH", help="Your organisation's file: name, values, pay, statements, colour, logo.")
templates = click.option("--templates", multiple=True, metavar="FOLDER", help="A folder with templates of your own.")
force = click.option("--force", is_flag=True, help="Write over a file that is already there.")
output = click.option("--output", "-o", metavar="FILE", help="Where to write; to the screen when left out.")
format_ = click.option(
    "--format", "-f", "format_", type=click.Choice(FORMATS), help="html, md, json, docx or pdf; the output's ending when left out."
)


def combined(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Return one decorator from several, so that commands list their options in one line."""

    def decorate(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


document_options = combined(role, framework, organisation, content, templates, format_, output, force)


def put_out(
    document: Document, *, format_: str | None, output: str | None, templates: tuple[str, ...], force: bool, screen: str = "html"
) -> None:
    """Write a document to a file, or to the screen when no file is named: in the format `screen` unless one is."""
    if output is not None:
        path = Path(output)
        if path.suffix and path.suffix.lstrip(".").lower() not in FORMATS:
            message = f"the output ends in '{path.suffix}'; it can end in {', '.join('.' + known for known in FORMATS)}"
            raise click.UsageError(message)
        if not path.suffix:
            path = path.with_name(f"{path.name}.{format_ or 'html'}")
        elif format_ and path.suffix.lstrip(".").lower() != format_:
            message = f"the output ends in '{path.suffix}', but the format is {format_}"
            raise click.UsageError(message)
        click.echo(sc.write(document, path, templates=templates, force=force))
        return
    chosen = format_ or screen
    rendered = sc.render(document, format=chosen, templates=templates)
    if isinstance(rendered, bytes):
        if sys.stdout.isatty():
            message = f"a {chosen} file cannot be shown on the screen: name a file with --output"
            raise click.UsageError(message)
        sys.stdout.buffer.write(rendered)
    else:
        click.echo(rendered, nl=not rendered.endswith("\n"))


def needed(value: str | None, what: str, example: str) -> str:
    """Return an option's value, or say in one line which one is missing."""
    if value is None:
        message = f"name {what}, for example {example}"
        raise click.UsageError(message)
    return value


def read_text_file(name: str) -> str:
    """Return the text of a file, or of standard input for `-`."""
    if name == "-":
        return sys.stdin.read()
    path = Path(name)
    if not path.is_file():
        message = f"there is no file '{name}'"
        raise click.UsageError(message)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        message = f"'{name}' is no plain text: open it, choose 'Save as', and save it as text (UTF-8)"
        raise click.UsageError(message) from None
