"""The command group and its version; the commands stand beside it, by the room they show."""

from __future__ import annotations

import click

from framing.data import package_version


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_version(), prog_name="framing")
def main() -> None:
    """Shows whose words colour a news story: loaded language, attribution, stance
    and frames, in English, Chinese and Vietnamese, offline.

    \b
    framing demo                                 four invented outlets compared
    framing analyze story.txt                    one article
    framing compare a.txt b.txt --html out.html  outlets side by side
    """
