"""The benchmarks of a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from framing.cli.main import main
from framing.cli.run import Exit


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("tasks", nargs=-1)
@click.option("--check", is_flag=True, help="Fail below a pinned floor.")
@click.option("--update", is_flag=True, help="Raise the floors and write results.md.")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Folder of the public sets ($FRAMING_DATA)."
)
def benchmark(tasks: tuple[str, ...], check: bool, update: bool, data: Path | None) -> None:
    """Run the benchmarks of a checkout (benchmarks/TASK/run.py): all, or those named."""
    folder = Path("benchmarks")
    scripts = [path for path in sorted(folder.glob("*/run.py")) if not tasks or path.parent.name in tasks]
    if not scripts:
        raise click.UsageError(
            "no such benchmark here; run this from the root of a checkout, which has benchmarks/TASK/run.py"
        )
    environment = {**os.environ, **({"FRAMING_DATA": str(data)} if data else {})}
    flags = ["--check"] * check + ["--update"] * update
    failed = [
        path
        for path in scripts
        if subprocess.run([sys.executable, str(path), *flags], env=environment, check=False).returncode
    ]
    sys.exit(Exit.SOME_REFUSED if failed else Exit.DONE)
