"""Make the shipped models of this checkout again, each with its card: run it when the engine's measures have changed."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from common import DATA, ROOT

from framing.learn.persist import save_model
from framing.learn.shipped import SHIPPED, smaller
from framing.learn.tasks import task
from framing.learn.train import card_text, train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(SHIPPED), help="which of them; all by default")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the public data sets")
    parser.add_argument("--out", type=Path, default=ROOT / "models")
    options = parser.parse_args()
    for name in options.names:
        task_name, classifier = SHIPPED[name]
        model = smaller(replace(train(task(task_name), options.data, classifier), name=f"learned-{name}"))
        path = options.out / f"{name}.model"
        save_model(path, model)
        path.with_suffix(".md").write_text(card_text(model), encoding="utf-8")
        print(f"{name}: {path.stat().st_size // 1024} KB", flush=True)


if __name__ == "__main__":
    main()
