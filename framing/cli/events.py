"""Events: which articles report the same, and what each left out."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli.main import main
from framing.cli.run import Run, paths_argument, strict_option
from framing.show.export import save_csv
from framing.show.findings import events_text
from framing.types import Analysis

if TYPE_CHECKING:
    from framing.compare.events import Events

corrections_option = click.option(
    "--corrections", type=click.Path(path_type=Path), help='TOML with same = [["id", "id"]] and apart = [["id", "id"]].'
)


@main.command()
@paths_argument
@corrections_option
@click.option("--pairs", type=click.Path(path_type=Path), help="Write each pair with its score and evidence as CSV.")
@strict_option
def events(paths: tuple[Path, ...], corrections: Path | None, pairs: Path | None, strict: bool) -> None:
    """Find which articles report the same event, across outlets and languages.

    \b
    framing events news/ --pairs pairs.csv
    framing events news/ --corrections mine.toml
    """
    run = Run(strict)
    analyses = list(run.analyses(paths, None, False))
    if any(not one.refused for one in analyses):
        found = _find(analyses, corrections)
        click.echo(events_text(found, analyses))
        if pairs is not None:
            rows = [asdict(pair) | {"evidence": "; ".join(pair.evidence)} for pair in found.pairs]
            run.write(lambda: save_csv(pairs, rows))
    run.end(len(analyses))


def _find(analyses: list[Analysis], corrections: Path | None) -> Events:
    from framing.compare.events import find_events, read_corrections

    return find_events(analyses, corrections=read_corrections(corrections) if corrections else None)
