"""docs/scale.md is true: its commands run, its Python runs and prints what it says."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from pathlib import Path

import pandas
import pytest
from click.testing import CliRunner

from framing.cli import main

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_page_runs_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("dask.dataframe")
    shutil.copytree(ROOT / "seeds" / "demo", tmp_path / "seeds" / "demo")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "scale"}
    printed = ""
    for kind, body in _BLOCK.findall((ROOT / "docs" / "scale.md").read_text(encoding="utf-8")):
        if kind == "sh":
            result = CliRunner().invoke(main, shlex.split(body)[1:])
            assert result.exit_code == 0, result.output
        elif kind == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(body, "docs/scale.md", "exec"), names)
            printed = out.getvalue()
        else:
            assert printed.endswith(body)
    [found] = names["measure"](iter([pandas.DataFrame({"body": ["The so-called reform."]})]))  # type: ignore[operator]
    assert re.findall(r"`(\w+)`", str(names["schema"])) == list(found.columns)
