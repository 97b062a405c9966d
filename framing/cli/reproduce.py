"""Results made again, and compared with what they were."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from framing.cli.main import Exit, main
from framing.errors import FramingError
from framing.scale.provenance import causes, differences, read_record

_SHOWN = 20


@main.command()
@click.argument("results", type=click.Path(path_type=Path, dir_okay=False), metavar="RESULTS.json")
def reproduce(results: Path) -> None:
    """Make results again, and compare them to the last digit.

    \b
    framing compare news/ --json report.json
    framing reproduce report.json

    RESULTS.json is what compare --json or analyze --json --out wrote, or the
    .run.json beside tables. Paths in it are taken from the folder you are in.
    Exit code 0: the same; 1: not the same, with what differs and why.
    """
    then, before = read_record(results)
    with tempfile.TemporaryDirectory(prefix="framing-again-") as folder:
        again = _run(then, results, Path(folder))
        now, after = read_record(again)
    found = list(differences([before, then["tables"]], [after, now["tables"]]))
    reasons = list(causes(then, now))
    for reason in reasons:
        click.echo(f"Not as it was: {reason}")
    for where, one, other in found[:_SHOWN]:
        click.echo(f"{where.partition(']')[2].lstrip('.')}: {_short(one)} then, {_short(other)} now")
    if len(found) > _SHOWN:
        click.echo(f"… and {len(found) - _SHOWN:,} more")
    if not found:
        click.echo("The same, to the last digit." if not reasons else "The results are the same all the same.")
    sys.exit(Exit.SOME_REFUSED if found else Exit.DONE)


def _run(record: Mapping[str, Any], results: Path, folder: Path) -> Path:
    """The command again, its results in a folder of its own; the file that answers to the one given."""
    command, *words = record["arguments"]
    if record["tables"]:
        table = min(record["tables"], key=len)
        outputs, again = ["--out", str(folder / table)], folder / f"{Path(table).stem}.run.json"
    elif command == "compare":
        outputs, again = ["--json", str(folder / "again.json")], folder / "again.json"
    else:
        outputs, again = ["--json", "--out", str(folder)], folder / results.name
    said = _quietly([command, *outputs, *words])
    if not again.is_file():
        raise FramingError(f"{results}: cannot be made again: {said.strip() or 'the command wrote nothing'}")
    return again


def _quietly(words: Sequence[str]) -> str:
    """Run a command of this program; what it said on stderr."""
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said), contextlib.suppress(SystemExit):
        try:
            main.main(list(words), prog_name="framing", standalone_mode=False)
        except (FramingError, click.ClickException) as error:
            said.write(error.format_message() if isinstance(error, click.ClickException) else str(error))
    return said.getvalue()


def _short(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= 60 else written[:59] + "…"
