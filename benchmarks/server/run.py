"""The local page under many clients: 500 requests by 50 clients on loopback, beside 20 that are slow, as ``framing serve`` answers them.

Every client sends the invented articles of an event and takes page, JSON, CSV or file in turn. ``…_in_bounds`` is 1 where
the worst request in a hundred and the memory of the server stay within what is promised; the figures themselves have no
floor, as they are the machine's as much as the code's.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import ROOT, data_hash, main

from framing.data import read_toml

DEMO = ROOT / "seeds" / "demo"
CLIENTS, REQUESTS, SLOW = 50, 500, 20
# Far above what a quiet machine of two cores takes (see results.md): a floor for hanging and leaking, not for speed.
P99_SECONDS = 60.0
MEGABYTES = 1000.0
_PATHS = ("/report", "/json", "/csv", "/html", "/guess")
_FORM = {"content-type": "application/x-www-form-urlencoded"}
_START_SECONDS = 120


def bodies() -> list[str]:
    """One form an event: its articles, outlets and titles."""
    events: dict[str, list[dict[str, str]]] = {}
    for entry in read_toml(DEMO / "manifest.toml")["article"]:
        events.setdefault(entry["event"], []).append(entry)
    return [
        urlencode(
            {
                name: value
                for n, entry in enumerate(entries, 1)
                for name, value in (
                    (f"text-{n}", (DEMO / entry["file"]).read_text(encoding="utf-8")),
                    (f"outlet-{n}", entry["outlet"]),
                    (f"title-{n}", entry["title"]),
                )
            }
        )
        for entries in events.values()
    ]


@contextlib.contextmanager
def served() -> Iterator[tuple[int, int]]:
    """The page in a process of its own: its port and the process's number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "framing.cli", "serve", "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment) as process:
        try:
            until = time.monotonic() + _START_SECONDS
            while time.monotonic() < until:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.1)
            yield port, process.pid
        finally:
            process.terminate()


def held(pid: int) -> float:
    """The most memory that the server has held, in megabytes; nan where /proc is not there."""
    try:
        return int((Path("/proc") / str(pid) / "status").read_text().partition("VmHWM:")[2].split()[0]) / 1000
    except (OSError, IndexError):
        return float("nan")


def ask(port: int, path: str, body: str) -> tuple[float, bool]:
    """Seconds of one request, and whether the answer is whole and good."""
    start = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=2 * P99_SECONDS)
    try:
        connection.request("POST", path, body, _FORM)
        answer = connection.getresponse()
        good = len(answer.read()) > 500 and answer.status == 200
    except OSError:
        good = False
    finally:
        connection.close()
    return time.perf_counter() - start, good


@contextlib.contextmanager
def slow_clients(port: int, number: int) -> Iterator[None]:
    """Clients that say that they will send much and send nothing."""
    with contextlib.ExitStack() as stack:
        for _ in range(number):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(b"POST /report HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n")
        yield


def measure(requests: int = REQUESTS) -> tuple[Mapping[str, float], str, int]:
    """The scores, the hash of the articles, and how many requests were sent."""
    forms = bodies()
    with served() as (port, pid), slow_clients(port, SLOW), ThreadPoolExecutor(CLIENTS) as clients:
        before = held(pid)
        start = time.perf_counter()
        found = list(clients.map(lambda n: ask(port, _PATHS[n % len(_PATHS)], forms[n % len(forms)]), range(requests)))
        seconds = time.perf_counter() - start
        memory = held(pid)
    taken = sorted(one for one, _ in found)
    p50, p99 = (taken[min(len(taken) - 1, int(len(taken) * share))] for share in (0.5, 0.99))
    scores = {
        "answered": sum(good for _, good in found) / requests,
        "p99_in_bounds": min(1.0, P99_SECONDS / p99),
        "memory_in_bounds": 1.0 if memory != memory else min(1.0, MEGABYTES / memory),
        "seconds: p50": p50,
        "seconds: p99": p99,
        "requests a second": requests / seconds,
        "megabytes: before": before,
        "megabytes: at most": memory,
    }
    return scores, data_hash(sorted(DEMO.glob("*"))), CLIENTS


if __name__ == "__main__":
    main(
        Path(__file__).parent,
        DEMO,
        measure,
        no_floor=("seconds", "requests", "megabytes"),
        quick=lambda: measure(100),
    )
