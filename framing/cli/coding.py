"""Labelling by hand: files to code."""

from __future__ import annotations

from pathlib import Path

import click

from framing.cli.main import main
from framing.cli.run import Run, json_out, paths_argument, strict_option
from framing.show.export import to_dict


@main.command()
@paths_argument
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for NAME.json.")
@click.option("--blank", is_flag=True, help="Zones only, so that a coder is not led by the machine.")
@strict_option
def annotate(paths: tuple[Path, ...], out: Path, blank: bool, strict: bool) -> None:
    """Write files to label by hand, in the format of the codebook: pre-labelled, or blank.

    \b
    framing annotate news/ --out to-label/ --blank
    """
    run = Run(strict)
    done = 0
    for analysis in run.analyses(paths, None, False):
        data = to_dict(analysis)
        if blank:
            data |= {"attributions": [], "loaded": [], "stance": [], "frames": [], "primary_frame": ""}
        json_out(data, out, analysis.article.id, run)
        done += 1
    run.end(done)
