"""The local page."""

from __future__ import annotations

import errno
import socket
from pathlib import Path

import click

from framing.cli.main import main
from framing.cli.run import models_option, read_models


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address opens the page to the network.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@models_option
def serve(host: str, port: int, models: tuple[Path, ...]) -> None:
    """Open a local page to paste articles into. Nothing is stored or sent.

    \b
    framing serve --port 8000
    framing serve --model learned     what models say stands beside
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise click.UsageError("needs the web extra: pip install 'framing-analysis[web]'") from None
    from framing.show import web

    predict = read_models(models)
    _check_free(host, port)
    click.echo(f"Starting http://{host}:{port}: open it in a browser when it runs. Ctrl-C stops it.")
    web.serve(host, port, predict)


def _check_free(host: str, port: int) -> None:
    """Errors: UsageError for a port that another program has; any other fault is the server's to name."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise click.UsageError(
                f"port {port} is in use, perhaps by another framing serve (stop that, or take --port {port % 65535 + 1})"
            ) from None
