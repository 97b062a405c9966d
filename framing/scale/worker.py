"""What a Dask worker runs. Imported only where Dask is used."""

from __future__ import annotations

from typing import Any

from distributed import WorkerPlugin

from framing.scale.partition import Partition, Task, do_partition
from framing.scale.settings import Settings

_sent: dict[str, Settings] = {}


class SendSettings(WorkerPlugin):  # type: ignore[misc]
    """The settings and their lexicon, sent once to each worker, also to one that joins later or comes again."""

    def __init__(self, settings: Settings, digest: str) -> None:
        self.settings, self.digest, self.name = settings, digest, f"framing-{digest}"

    def setup(self, worker: Any) -> None:
        """Keep them on the worker."""
        _sent[self.digest] = self.settings


def on_worker(task: Task, digest: str) -> Partition:
    """One partition with the settings that were sent before."""
    return do_partition(task, _sent[digest])
