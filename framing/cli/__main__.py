"""``python -m framing.cli``."""

from framing.cli import run

run()
