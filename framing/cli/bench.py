"""The benchmarks of a checkout, and the data sets they need."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

import click

from framing.cli.main import Exit, main


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("tasks", nargs=-1)
@click.option("--list", "listing", is_flag=True, help="Name the tasks and data sets: licence, publisher, traps.")
@click.option("--check", is_flag=True, help="Fail below a pinned floor, or where the data is not the pinned one.")
@click.option("--update", is_flag=True, help="Raise the floors and write results.md; a floor is never lowered.")
@click.option("--quick", is_flag=True, help="Measure less, where a benchmark can.")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Folder of the public sets ($FRAMING_DATA)."
)
def benchmark(tasks: tuple[str, ...], listing: bool, check: bool, update: bool, quick: bool, data: Path | None) -> None:
    """Run the benchmarks of a checkout. All, or those named (benchmarks/TASK/run.py).
    A task that shares its benchmark with others (basil-lexical) runs with them.

    \b
    framing benchmark --list --data ../data
    framing benchmark babe --data ../data --check
    """
    data = data or (Path(os.environ["FRAMING_DATA"]) if "FRAMING_DATA" in os.environ else None)
    if listing:
        click.echo(datasets_text(data))
        return
    folder = Path("benchmarks")
    tasks = _folders(tasks)
    scripts = [path for path in sorted(folder.glob("*/run.py")) if not tasks or path.parent.name in tasks]
    if unknown := sorted(set(tasks) - {path.parent.name for path in scripts}):
        there = ", ".join(path.parent.name for path in sorted(folder.glob("*/run.py")))
        reason = (
            f"there are {there}" if there else "run this from the root of a checkout, which has benchmarks/TASK/run.py"
        )
        raise click.UsageError(f"no benchmark {', '.join(unknown)} here; {reason}")
    if not scripts:
        raise click.UsageError("run this from the root of a checkout, which has benchmarks/TASK/run.py")
    environment = {**os.environ, **({"FRAMING_DATA": str(data.resolve())} if data else {})}
    flags = ["--check"] * check + ["--update"] * update + ["--quick"] * quick
    failed = [
        path
        for path in scripts
        if subprocess.run([sys.executable, str(path), *flags], env=environment, check=False).returncode
    ]
    if failed:
        click.echo(f"failed: {', '.join(path.parent.name for path in failed)}", err=True)
    sys.exit(Exit.SOME_REFUSED if failed else Exit.DONE)


def _folders(names: tuple[str, ...]) -> tuple[str, ...]:
    """The benchmark of each task: its own name, or the data set that it shares with other tasks."""
    from framing.learn.tasks import tasks

    return tuple(dict.fromkeys(tasks()[name].dataset if name in tasks() else name for name in names))


def _checksums(files: Mapping[str, str]) -> str:
    """The files whose version the pinned results speak of, by the first digits of their SHA-256."""
    pinned = [f"{name} {digest[:16]}" for name, digest in files.items() if digest]
    return "sha256: " + (", ".join(pinned) or "none pinned: the files are many, any version is read")


def datasets_text(data: Path | None) -> str:
    """What each data set is, where it is had, what misleads; and which are in the folder."""
    from framing.learn.datasets import catalogue, present
    from framing.learn.tasks import tasks

    blocks = []
    for info in catalogue().values():
        mine = ", ".join(name for name, one in tasks().items() if one.dataset == info.name) or "no task"
        lines = [
            f"{info.name}: {info.title}",
            f"tasks: {mine}",
            f"licence: {info.licence} · from {info.page}",
            f"cite: {info.citation}",
            _checksums(info.files),
            *(f"trap: {trap}" for trap in info.traps),
        ]
        if data is not None:
            lines.append("here" if present(info, data) else f"not in {data}: get it from the publisher's page")
        wrapped = (
            textwrap.fill(
                line, 80, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False, break_long_words=False
            )
            for line in lines[1:]
        )
        blocks.append("\n".join([textwrap.fill(lines[0], 80, subsequent_indent="    "), *wrapped]))
    if data is None:
        blocks.append("Say --data FOLDER to see which of them are there.")
    return "\n\n".join(blocks)
