"""Models: train one on a public data set, with its card."""

from __future__ import annotations

from pathlib import Path

import click

from framing.cli.main import main
from framing.show.export import save_text


@main.command()
@click.argument("task_name", metavar="TASK")
@click.option(
    "--data", required=True, type=click.Path(path_type=Path, file_okay=False), envvar="FRAMING_DATA",
    help="Folder of the public data sets ($FRAMING_DATA).",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False),
    help="The model file; its card stands beside it, ending in .md. [default: TASK.model]",
)  # fmt: skip
@click.option("--classifier", "name", default="stacked", show_default=True, help="By name; see docs/learn.md.")
@click.option("--seed", default=0, show_default=True, type=int)
@click.option("--jobs", default=1, show_default=True, type=int, help="Processes for the card's evaluation.")
def train(task_name: str, data: Path, out: Path | None, name: str, seed: int, jobs: int) -> None:
    """Train a classifier and write it with a filled model card.

    \b
    framing train babe --data ../data --out bias.model
    framing analyze story.txt --model bias.model
    framing benchmark --list          the tasks and where their data is
    """
    from framing.learn.persist import save_model
    from framing.learn.tasks import task
    from framing.learn.train import card_text
    from framing.learn.train import train as train_model

    chosen = task(task_name)
    out = out or Path(f"{task_name}.model")
    click.echo(f"Training {name} on {chosen.info.title}, and testing it on parts held out …", err=True)
    model = train_model(chosen, data, name, seed=seed, jobs=jobs)
    card = out.with_suffix(".md")
    save_model(out, model)
    save_text(card, card_text(model))
    lead = [
        row for row in (model.card or {})["scores"] if row["split"] == chosen.splits[0] and row["classifier"] == name
    ]
    for row in lead:
        click.echo(
            f"{row['split']:9s} {row['measure']:18s} {row['value']:.3f}  ({row['low']:.3f} to {row['high']:.3f})"
        )
    click.echo(f"Model: {out}\nCard: {card}\nData licence: {chosen.info.licence}")
