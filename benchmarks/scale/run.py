"""What a million articles cost: time by number of articles and of workers, memory, storage; and a simulation of many machines.

``run.py`` measures and prints; ``--update`` also writes results.md. ``--articles 100000`` is the full measure (PolNeAR, or
the demo where that is not at hand, each article with a number that makes it another text). Every run is a process of its
own, so its peak memory is its own. Nothing here is a floor: it is the machine's as much as the code's.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import DATA, ROOT
from corpora import polnear
from simulate import Machine, simulation

from framing import Article, read_articles
from framing.data import data_root
from framing.scale import write_tables
from framing.scale.files import table_path
from framing.scale.tables import KINDS

FOLDER = Path(__file__).resolve().parent
FILE_ARTICLES = 5_000
TASKS = 2_000


def texts() -> tuple[str, list[Article]]:
    """Articles to repeat, and what they are."""
    if (DATA / "polnear").exists():
        return "PolNeAR train", list(polnear())
    return "the demo", [a for a in read_articles(data_root("seeds") / "demo") if isinstance(a, Article)]


def write_archive(folder: Path, articles: list[Article], n: int) -> float:
    """So many articles as Parquet files; megabytes of text."""
    import pyarrow
    from pyarrow.parquet import write_table

    folder.mkdir(parents=True)
    again: Iterator[Article] = islice(cycle(articles), n)
    size = 0
    for start in range(0, n, FILE_ARTICLES):
        rows = [
            {"id": f"{number}", "outlet": a.outlet, "date": a.date, "text": f"{a.text}\n\nReport number {number}.\n"}
            for number, a in enumerate(islice(again, FILE_ARTICLES), start)
        ]
        size += sum(len(row["text"].encode()) for row in rows)
        write_table(pyarrow.Table.from_pylist(rows), folder / f"{start:09d}.parquet")
    return size / 1e6


def one_run(archive: Path, out: Path, workers: int) -> None:
    """In a process of its own: the tables of an archive; prints what that took."""
    begun = time.perf_counter()
    done = sum(part.items for part in write_tables(read_articles(archive), out, workers=workers))
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    found = {
        "articles": done,
        "workers": workers,
        "seconds": time.perf_counter() - begun,
        "main_cpu": own.ru_utime + own.ru_stime,
        "worker_cpu": children.ru_utime + children.ru_stime,
        "main_mb": own.ru_maxrss / 1024,
        "worker_mb": children.ru_maxrss / 1024 if workers > 1 else 0.0,
    }
    print(json.dumps(found))


def measured(archive: Path, out: Path, workers: int) -> dict[str, float]:
    """``one_run`` in its process."""
    command = [sys.executable, __file__, "--one", str(archive), str(out), str(workers)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    printed = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    found: dict[str, float] = json.loads(printed)
    cpu = found["main_cpu"] + found["worker_cpu"]
    print(
        f"{found['articles']:>9,.0f} articles, {workers} worker(s): {found['seconds']:8.1f} s, processor {cpu:8.1f} s "
        f"(main {found['main_cpu']:.1f}), peak memory {found['main_mb']:.0f} MB"
        + (f" and {found['worker_mb']:.0f} MB a worker" if workers > 1 else ""),
        flush=True,
    )
    return found


def tasks_per_second() -> float:
    """How many tasks that do nothing a Dask scheduler hands out and takes back."""
    from distributed import Client, LocalCluster

    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        client.gather(client.map(abs, range(100), pure=False))
        begun = time.perf_counter()
        client.gather(client.map(abs, range(TASKS), pure=False))
        return TASKS / (time.perf_counter() - begun)


def exponent(runs: list[dict[str, float]], start: float) -> float:
    """Slope of log processor time, less that of an empty run, over log articles, by least squares."""
    points = [(math.log(run["articles"]), math.log(run["main_cpu"] - start)) for run in runs]
    x, y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--update", action="store_true", help="write results.md")
    parser.add_argument("--one", nargs=3, metavar=("ARCHIVE", "OUT", "WORKERS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        archive, out, workers = options.one
        one_run(Path(archive), Path(out), int(workers))
        return
    folder = Path(tempfile.mkdtemp(prefix="framing-scale-"))
    try:
        text = report(folder, options.articles)
    finally:
        shutil.rmtree(folder)
    print("\n" + text)
    if options.update:
        (FOLDER / "results.md").write_text(text, encoding="utf-8")


def report(folder: Path, n: int) -> str:
    """Measure, simulate, and say both as a page."""
    what, articles = texts()
    (folder / "0").mkdir()
    empty = measured(folder / "0", folder / "out" / "0.parquet", 1)
    runs = []
    for size in (n // 100, n // 10, n):
        megabytes = write_archive(folder / str(size), articles, size)
        runs.append(measured(folder / str(size), folder / "out" / f"{size}.parquet", 1))
    two = measured(folder / str(n), folder / "out" / "two.parquet", 2)
    same = all(
        table_path(folder / "out" / f"{n}.parquet", kind).read_bytes()
        == table_path(folder / "out" / "two.parquet", kind).read_bytes()
        for kind in KINDS
        if kind != "prediction"
    )
    one = runs[-1]
    cpu_two = two["main_cpu"] + two["worker_cpu"]
    sizes = {
        kind: table_path(folder / "out" / f"{n}.parquet", kind).stat().st_size / n
        for kind in KINDS
        if kind != "prediction"
    }
    machine = Machine(
        seconds_per_article=(one["main_cpu"] - empty["main_cpu"]) / n,
        start_seconds=empty["main_cpu"],
        tasks_per_second=tasks_per_second(),
        bytes_per_article=sum(sizes.values()),
        text_bytes_per_article=megabytes * 1e6 / n,
        worker_mb=max(run["main_mb"] for run in runs),
    )
    lines = [
        "# scale",
        "",
        f"Written by `run.py --articles {n} --update` on {os.cpu_count()} processors. {what}, repeated to {n:,} articles, "
        f"{megabytes:.0f} MB of text, from Parquet files to Parquet tables of every kind.",
        "",
        "| articles | workers | wall s | processor s | main process s | ms an article | peak MB, main | peak MB, a worker |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| {run['articles']:,.0f} | {run['workers']:.0f} | {run['seconds']:.1f} | {run['main_cpu'] + run['worker_cpu']:.1f} "
            f"| {run['main_cpu']:.1f} | {1000 * (run['main_cpu'] + run['worker_cpu'] - empty['main_cpu']) / run['articles']:.2f} "
            f"| {run['main_mb']:.0f} | {run['worker_mb'] or 0:.0f} |"
            for run in (*runs, two)
        ),
        "",
        f"- Growth: processor time grows with the number of articles to the power {exponent(runs, empty['main_cpu']):.3f} "
        f"(start-up of {empty['main_cpu']:.1f} s left out).",
        f"- Two workers: {one['seconds'] / two['seconds']:.2f} times as fast as one by the clock; "
        f"{2 * one['main_cpu'] / cpu_two:.2f} times by processor time (what two free processors give; the main process counted in).",
        f"- Two workers write the same bytes as one: {'yes' if same else 'NO'}.",
        f"- Dask: {machine.tasks_per_second:,.0f} empty tasks a second.",
        "",
        "## Storage",
        "",
        "| table | bytes an article | GB a million |",
        "| --- | --- | --- |",
        *(f"| {kind} | {size:,.0f} | {size / 1000:.2f} |" for kind, size in sizes.items()),
        f"| all | {sum(sizes.values()):,.0f} | {sum(sizes.values()) / 1000:.2f} |",
        "",
        *simulation(machine),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
