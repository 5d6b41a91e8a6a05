"""The `servicecomp` command: finds the subcommand, prints problems in the user's words, and sets the exit code.

Exit 0 clean, 1 problems in files, 2 usage: a missing file, an unknown id, a missing extra.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

import click

from servicecomp import __version__
from servicecomp.errors import DataError, MissingExtraError, NotFoundError, ServicecompError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["COMMANDS", "GROUPS", "main"]

EXIT_PROBLEMS, EXIT_USAGE = 1, 2

GROUPS = {
    "Start": {
        "demo": "Write every kind of document for two roles, to look at.",
        "list": "List the frameworks, banks, roles or competencies there are.",
        "show": "Show a competency, a role or a question.",
        "new": "Start a vacancy sheet, a role, a competency, questions or an organisation.",
    },
    "Describe the job": {
        "match": "Find the competencies that a text about a job calls for.",
        "jd": "Write a job description.",
        "panel": "Ask people who know the job what it needs, and see what their answers come to.",
        "rubric": "Write a performance-review rubric.",
    },
    "Prepare the interviews": {
        "sift": "Write application questions, and the form on which two readers rate the answers.",
        "screening": "Write the kit for a screening call, and the note for adjustments.",
        "plan": "Plan interviews: the best questions for the time there is.",
        "kit": "Write an interview kit, or the whole folder for a vacancy.",
        "advance": "Write the page that sends the interview's questions to all candidates beforehand.",
        "invite": "Write calendar invitations for the interviews of a schedule.",
        "scorecard": "Write scorecards to fill in, or check filled-in ones.",
        "training": "Train a panel with sample answers, and say how near each came to the reference.",
    },
    "Rate and decide": {
        "assess": "Say what scorecards come to, with their errors.",
        "debrief": "Write a panel's agenda and its report: ratings side by side, gaps, ties.",
        "decision": "Write a decision record for people to fill in and sign.",
        "raters": "Say whether interviewers agree, and how each uses the scale.",
        "structure": "Say how structured an interview is, component by component.",
        "fairness": "Hold selection or scoring rates of groups against each other.",
    },
    "Look after candidates and records": {
        "messages": "Write what candidates get at each step, the timing standard, or the survey.",
        "feedback": "Tick what a candidate showed, and write the feedback under a named person's approval.",
        "retention": "Plan until when records are kept, or export what you hold about one candidate.",
        "export": "Write a kit and scorecards for an HR system, with a report of what did not fit.",
    },
    "Check what you wrote": {
        "lint": "Find wording in adverts, questions, anchors and metrics that should not stand.",
        "rules": "List the linter's rules, or test rules of your own.",
        "explain": "Say why a rule exists and what to write instead.",
        "check": "Check files of your own before you use them.",
        "schema": "Put the JSON Schemas beside your files, so that your editor helps.",
    },
}
"""Commands with the line that the overview prints, in the order in which the work is done."""

COMMANDS = {name: line for group in GROUPS.values() for name, line in group.items()}


class _Commands(click.Group):
    """Loads a command's file only when the command is used, so that one command does not wait for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            # Why here: click's own message for a mistyped command names no other.
            from servicecomp.loading.building import did_you_mean  # noqa: PLC0415 - only a mistake needs it

            message = f"No such command '{cmd_name}'; {did_you_mean(cmd_name, list(COMMANDS))}"
            raise click.UsageError(message, ctx)
        command: click.Command = importlib.import_module(f"servicecomp.cli.{cmd_name}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        # Why overridden: the stock version imports every command to ask for its help line.
        for title, commands in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl(list(commands.items()), col_max=12)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="servicecomp")
def cli() -> None:
    """Turn one competency framework about serving customers into every HR document that follows from it.

    Start with `servicecomp demo`, then `servicecomp new vacancy --help`.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; no traceback reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Why: a Windows console or a pipe with an old code page must not end a document with an encoding error.
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(args=None if arguments is None else list(arguments), prog_name="servicecomp", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        return EXIT_USAGE
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except DataError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        return EXIT_PROBLEMS
    except (NotFoundError, MissingExtraError) as error:
        click.echo(f"servicecomp: {error}", err=True)
        return EXIT_USAGE
    except ServicecompError as error:
        click.echo(f"servicecomp: {error}", err=True)
        return EXIT_PROBLEMS
    except BrokenPipeError:
        # The reader closed early (`| head`): point stdout elsewhere so that the interpreter's own flush stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        click.echo(f"servicecomp: {error.filename or 'the disk'}: {error.strerror or error}", err=True)
        return EXIT_USAGE
    return code if isinstance(code, int) else 0
