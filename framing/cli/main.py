"""The command group and its version; the commands stand beside it, by the room they show."""

from __future__ import annotations

from difflib import get_close_matches
from enum import IntEnum
from importlib import import_module

import click

from framing.data import package_version

# The modules of each command, loaded when it is asked for.
_MODULES = {
    "analyze": ("articles",),
    "annotate": ("coding",),
    "benchmark": ("bench",),
    "compare": ("articles",),
    "demo": ("articles",),
    "events": ("events",),
    "lexicon": ("words", "editing"),
    "omissions": ("events",),
    "report": ("articles",),
    "reproduce": ("reproduce",),
    "robustness": ("events",),
    "serve": ("page",),
    "topic": ("events",),
    "train": ("learn",),
    "words": ("events",),
}


ARGUMENTS = "framing.arguments"
"""Where a command finds the words it was called with: results say how they were made."""


class Exit(IntEnum):
    """What the exit code says."""

    DONE = 0
    SOME_REFUSED = 1
    USAGE = 2
    NOTHING_USABLE = 3
    INTERRUPTED = 130


class _Commands(click.Group):
    """Commands that are loaded by name: ``--version`` needs none of them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[ARGUMENTS] = tuple(args)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_MODULES)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = get_close_matches(args[0], _MODULES, 1) if args[0] not in _MODULES else ()
        if near:
            ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for module in _MODULES.get(cmd_name, ()):
            import_module(f"framing.cli.{module}")
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_version(), prog_name="framing")
def main() -> None:
    """Shows whose words colour a news story: loaded language, attribution, stance
    and frames, in English, Chinese and Vietnamese, offline.

    \b
    framing demo                                 four invented outlets compared
    framing analyze story.txt                    one article
    framing compare a.txt b.txt --html out.html  outlets side by side
    """
