"""`servicecomp rules`."""

from __future__ import annotations

import json

import click

from servicecomp.api import linting


@click.group("rules", invoke_without_command=True, epilog="Example: servicecomp rules --format json")
@click.option("--rules", multiple=True, metavar="PATH", help="Rules of your own, beside the shipped ones.")
@click.option("--format", "-f", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(context, rules, format_):
    """List the lint rules, each with the name by which a comment suppresses it."""
    if context.invoked_subcommand is not None:
        return
    found = linting.lint_rules(rules=rules)
    if format_ == "json":
        data = [rule.model_dump(mode="json", by_alias=True, exclude_defaults=True) for rule in found]
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    for rule in found:
        state = "" if rule.on else "  (preview)" if rule.preview else "  (off until selected)"
        measured = f"  {rule.measured.told}" if rule.measured else ""
        click.echo(f"{rule.code}  {rule.severity['default']:7}  {rule.name}{state}{measured}")


@command.command("test", epilog="Example: servicecomp rules test my-rules/")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.pass_context
def run_tests(context, paths):
    """Put rules to their own examples: yours at PATH, or the shipped ones. Exit 1 when an example turns out otherwise."""
    report = linting.check_rules(paths)
    for problem in report.problems:
        click.echo(problem)
    click.echo(f"{report.files} rules tested: {len(report.problems)} problems")
    context.exit(1 if report.problems else 0)
