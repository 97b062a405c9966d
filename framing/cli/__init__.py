"""The command line: reads, calls, prints. Computes nothing."""

from __future__ import annotations

import gc
import io
import sys

import click

from framing.cli.main import Exit, main
from framing.errors import FramingError, UsageError

__all__ = ["main", "run"]

# The lexicons are a hundred thousand records that stay: looked through for cycles so seldom, they are ready a tenth sooner.
_COLLECT = (50_000, 20, 20)


def run() -> None:
    """The console script: errors become one line and an exit code, never a traceback."""
    gc.set_threshold(*_COLLECT)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a text may hold half a character, or more than the terminal can show
            stream.reconfigure(errors="backslashreplace")
    try:
        main()
    except UsageError as error:
        click.echo(f"framing: {error}", err=True)
        sys.exit(Exit.USAGE)
    except FramingError as error:
        click.echo(f"framing: {error}", err=True)
        sys.exit(Exit.NOTHING_USABLE)
    except BrokenPipeError:
        sys.exit(Exit.DONE)
