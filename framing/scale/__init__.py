"""Many articles: over processes, as tables of files that resume, as DataFrames, over many machines."""

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
