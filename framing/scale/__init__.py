"""Many articles: over processes, as tables of files that resume, as DataFrames, over many machines."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.scale.archive import write_tables
    from framing.scale.cluster import analyze_dask
    from framing.scale.counted import compare_tables
    from framing.scale.frames import analyze_frame
    from framing.scale.many import analyze_many
    from framing.scale.partition import Partition
    from framing.scale.settings import Settings
    from framing.scale.tables import table_columns

__all__ = [
    "Partition",
    "Settings",
    "analyze_dask",
    "analyze_frame",
    "analyze_many",
    "compare_tables",
    "table_columns",
    "write_tables",
]

# The module of each name: loaded when the name is first asked for, since one article needs none of what many do.
_WHERE = {
    "write_tables": "framing.scale.archive",
    "analyze_dask": "framing.scale.cluster",
    "compare_tables": "framing.scale.counted",
    "analyze_frame": "framing.scale.frames",
    "analyze_many": "framing.scale.many",
    "Partition": "framing.scale.partition",
    "Settings": "framing.scale.settings",
    "table_columns": "framing.scale.tables",
}


def __getattr__(name: str) -> object:
    """A public name, from its module."""
    if name not in _WHERE:
        raise AttributeError(f"module 'framing.scale' has no attribute {name!r}")
    value: object = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
