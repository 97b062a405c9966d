"""A run on many machines, event by event, from what was measured on one: how long, how many workers, what it costs."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass

PARTITION_ARTICLES = 20_000
SPREAD = 0.3
"""Standard deviation of a partition's time over its mean; and so many are stragglers, so many times slower."""
STRAGGLERS, SLOWER = 0.01, 3.0
HOURS_BETWEEN_LOSSES = 200.0
"""Hours that a worker lives on average: machines that are lent cheaply are taken back."""
BACK_SECONDS = 120.0
STORE_MB_PER_SECOND = 40.0
"""What a worker reads from and writes to an object store."""
PRICE_PER_HOUR = 0.04
"""Of one virtual processor with 4 GB, in dollars: an assumption, not an offer."""
RUNS = ((1e6, (1, 8, 64)), (1e8, (64, 256, 1_024)), (1e10, (1_024, 4_096, 16_384)))


@dataclass(frozen=True, slots=True)
class Machine:
    """What was measured on one processor."""

    seconds_per_article: float
    start_seconds: float
    tasks_per_second: float
    bytes_per_article: float
    text_bytes_per_article: float
    worker_mb: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a simulated run took; ``busy`` is the share of the workers' time spent on what was kept."""

    hours: float
    worker_hours: float
    busy: float
    lost: int


def simulate(machine: Machine, articles: float, workers: int, seed: int = 0) -> Outcome:
    """Partitions to workers, first come first served, through one scheduler; a lost worker's partition is done again."""
    dice = random.Random(seed)
    left = max(1, round(articles / PARTITION_ARTICLES))
    size = min(articles, PARTITION_ARTICLES)
    moved = size * (machine.text_bytes_per_article + machine.bytes_per_article) / 1e6 / STORE_MB_PER_SECOND
    mean = size * machine.seconds_per_article + moved
    free = [(machine.start_seconds + dice.uniform(0, 60), worker) for worker in range(min(workers, left))]
    heapq.heapify(free)
    scheduler = kept = end = 0.0
    lost = 0
    while left:
        now, worker = heapq.heappop(free)
        scheduler = max(scheduler, now) + 1 / machine.tasks_per_second
        takes = max(mean / 4, dice.gauss(mean, SPREAD * mean)) * (SLOWER if dice.random() < STRAGGLERS else 1.0)
        dies = dice.expovariate(1 / (HOURS_BETWEEN_LOSSES * 3600))
        if dies < takes:
            lost += 1
            heapq.heappush(free, (scheduler + dies + BACK_SECONDS + machine.start_seconds, worker))
            continue
        left -= 1
        kept += takes
        end = max(end, scheduler + takes)
        heapq.heappush(free, (scheduler + takes, worker))
    return Outcome(end / 3600, workers * end / 3600, kept / (workers * end), lost)


def simulation(machine: Machine) -> Iterator[str]:
    """The simulated runs as lines of a page."""
    per_million = 1e6 * machine.seconds_per_article / 3600
    yield "## Many machines, simulated"
    yield ""
    yield (
        f"From the figures above: {per_million:.2f} processor hours a million articles. Assumed: partitions of {PARTITION_ARTICLES:,} "
        f"articles, times spread by {SPREAD:.0%}, {STRAGGLERS:.0%} stragglers at {SLOWER:.0f} times, a worker lost every "
        f"{HOURS_BETWEEN_LOSSES:.0f} hours and back after {BACK_SECONDS:.0f} s, {STORE_MB_PER_SECOND:.0f} MB/s to the store, "
        f"{PRICE_PER_HOUR:.2f} dollars a worker hour. One scheduler hands out every task (`simulate.py`)."
    )
    yield ""
    yield "| articles | workers | hours | busy | workers lost | dollars | text TB | results TB |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for articles, choices in RUNS:
        for workers in choices:
            found = simulate(machine, articles, workers)
            yield (
                f"| {articles / 1e6:,.0f} million | {workers:,} | {found.hours:,.2f} | {found.busy:.0%} | {found.lost:,} | "
                f"{found.worker_hours * PRICE_PER_HOUR:,.2f} | {articles * machine.text_bytes_per_article / 1e12:,.3f} | "
                f"{articles * machine.bytes_per_article / 1e12:,.3f} |"
            )
    yield ""
    most = machine.tasks_per_second * PARTITION_ARTICLES * machine.seconds_per_article
    yield (
        f"The scheduler is the first limit: {machine.tasks_per_second:,.0f} tasks a second keep at most {most:,.0f} workers busy "
        f"with partitions of {PARTITION_ARTICLES:,} articles. Larger partitions move it in proportion; memory does not grow with them."
    )
