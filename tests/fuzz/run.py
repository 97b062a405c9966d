"""Fuzz the doors of the package, each for so many seconds, and say what was tried and what was found.

    python -m tests.fuzz.run                     every target, 20 seconds each
    python -m tests.fuzz.run analyses --seconds 300
    python -m tests.fuzz.run --seconds 300 --write    and write the table into docs/quality.md

With atheris (coverage-guided) where it is installed, with inputs made at random where it is not: both grow from
``found/``, the inputs that once did harm. An input that does harm is written there, for tests/test_fuzz.py to try for ever.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import random
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.fuzz.targets import TARGETS

FOUND = Path(__file__).parent / "found"
PAGE = Path(__file__).parents[2] / "docs" / "quality.md"
START, END = "<!-- fuzz: written by tests/fuzz/run.py -->", "<!-- /fuzz -->"
# An input that is not done by then hangs.
HANG_SECONDS = 25
_MAX_BYTES = 4096


def fuzz_one(name: str, seconds: int, tally: Path) -> None:
    """Run one target in this process; ``tally`` tells how far it came, also when the process ends in the middle."""
    done = {"inputs": 0, "characters": 0, "slowest": 0.0}
    written = time.monotonic()

    def once(data: bytes) -> None:
        nonlocal written
        start = time.monotonic()
        try:
            done["characters"] += TARGETS[name](data)
        except BaseException:
            FOUND.mkdir(exist_ok=True)
            (FOUND / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}.bin").write_bytes(data)
            raise
        finally:
            now = time.monotonic()
            done["inputs"] += 1
            done["slowest"] = max(done["slowest"], now - start)
            if now - written > 0.5:
                tally.write_text(json.dumps(done))
                written = now

    TARGETS[name](b"")  # lexicons are read once, before the clock starts
    if importlib.util.find_spec("atheris") is None:
        _at_random(name, once, seconds)
        tally.write_text(json.dumps(done))
        return
    import atheris

    FOUND.mkdir(exist_ok=True)
    flags = [
        f"-max_total_time={seconds}",
        f"-timeout={HANG_SECONDS}",
        f"-max_len={_MAX_BYTES}",
        "-len_control=0",  # long inputs from the start: what goes wrong is seldom in the first ten characters
        "-rss_limit_mb=4096",
        "-verbosity=0",
    ]
    with_seeds = tally.parent / f"{name}-corpus"
    with_seeds.mkdir()
    for seed in _seeds(name):
        (with_seeds / hashlib.sha256(seed).hexdigest()[:12]).write_bytes(seed)
    atheris.Setup([sys.argv[0], *flags, f"-artifact_prefix={tally.parent}/", str(with_seeds)], once)
    atheris.Fuzz()


def _seeds(name: str) -> list[bytes]:
    chance = random.Random(name)
    return [path.read_bytes() for path in sorted(FOUND.glob(f"{name}-*.bin"))] + [
        chance.randbytes(size) for size in (8, 64, 512, 2048)
    ]


def _at_random(name: str, once: object, seconds: int) -> None:
    assert callable(once)
    chance, seeds = random.Random(name), _seeds(name)
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(1, 24)):
            at = chance.randrange(len(data) + 1)
            data[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(6))
        once(bytes(data[:_MAX_BYTES]))


def fuzz(name: str, seconds: int, folder: Path) -> dict[str, object]:
    """Run one target in a process of its own; what it tried, and the fault where it ended in one."""
    tally = folder / f"{name}.json"
    command = [sys.executable, "-m", "tests.fuzz.run", name, "--seconds", str(seconds), "--tally", str(tally)]
    try:
        run = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=seconds + 6 * HANG_SECONDS
        )
        fault = "" if run.returncode == 0 else _fault(run.stderr)
    except subprocess.TimeoutExpired:
        fault = "did not end"
    done = json.loads(tally.read_text()) if tally.exists() else {"inputs": 0, "characters": 0, "slowest": 0.0}
    return {"target": name, **done, "fault": fault}


def _fault(output: str) -> str:
    raised = re.findall(
        r"^\s*(?:\w+\.)*\w*(?:Error|Exception|Interrupt)\b.*$|^.*ALARM.*$|^.*libFuzzer: .*$", output, re.MULTILINE
    )
    return (raised[0] if raised else output.strip()[-300:]).strip()


def line(result: dict[str, object]) -> str:
    """What was tried of one target, as a line of the table."""
    what = (TARGETS[str(result["target"])].__doc__ or "").split("\n")[0]
    return (
        f"| `{result['target']}` | {what} | {result['inputs']:,} | {int(str(result['characters'])) / 1e6:.1f} "
        f"| {float(str(result['slowest'])):.2f} s | {result['fault'] or 0} |"
    )


def written(page: str, lines: list[str]) -> str:
    """The page with these lines in place of those of the same targets."""
    before, rest = page.split(START)
    old, after = rest.split(END)
    new = {one.split("`")[1]: one for one in [*re.findall(r"^\| `.*$", old, re.MULTILINE), *lines]}
    head = "| target | what it tries | inputs | million characters | slowest input | faults |\n| --- | --- | --: | --: | --: | --: |"
    return f"{before}{START}\n{head}\n" + "\n".join(new[name] for name in TARGETS if name in new) + f"\n{END}{after}"


def main() -> int:
    """Run what is asked; 0 without a fault, 1 with one."""
    parser = argparse.ArgumentParser(description="fuzz the doors of the package")
    parser.add_argument("targets", nargs="*", default=[], help=f"of {', '.join(TARGETS)}; all without a name")
    parser.add_argument("--seconds", type=int, default=20, help="for each target")
    parser.add_argument("--write", action="store_true", help="write the table into docs/quality.md")
    parser.add_argument("--tally", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    if options.tally is not None:
        fuzz_one(options.targets[0], options.seconds, options.tally)
        return 0
    import tempfile

    results = []
    with tempfile.TemporaryDirectory() as folder:
        for name in options.targets or TARGETS:
            results.append(fuzz(name, options.seconds, Path(folder)))
            print(line(results[-1]), flush=True)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(written(page, [line(result) for result in results]), encoding="utf-8")
    return int(any(result["fault"] for result in results))


if __name__ == "__main__":
    sys.exit(main())
