"""Many machines, tried with a real cluster of two processes, one of which is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest

from framing import InputError, Settings, UsageError, analyze_frame, read_articles
from framing.scale import analyze_dask, table_columns, write_tables
from framing.scale.partition import Task, do_partition
from framing.scale.tables import KINDS

distributed = pytest.importorskip("distributed")
FILES, ARTICLES = 8, 25


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster:
        yield cluster


@pytest.fixture
def client(cluster: Any) -> Iterator[Any]:
    with distributed.Client(cluster) as client:
        yield client


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Files of articles, all of other texts, one row without a text."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for file in range(FILES):
        frame = pandas.DataFrame(
            {
                "id": f"f{file}a{number}",
                "text": f'The so-called reform {file}-{number} is a disgrace, Mr Lee said. "It is economic coercion," he warned.',
                "outlet": "ABC"[number % 3],
            }
            for number in range(ARTICLES)
        )
        frame.loc[3, "text"] = None
        frame.to_parquet(folder / f"part-{file}.parquet")
    return folder


def rows(paths: list[Path]) -> pandas.DataFrame:
    found = pandas.concat([pandas.read_parquet(path) for path in paths])
    return found.sort_values(list(found.columns)).reset_index(drop=True)


def test_with_one_of_two_workers_killed_the_rows_are_those_of_one_process(
    client: Any, archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run = analyze_dask(str(archive / "*.parquet"), str(out), client=client)
    done = [next(run)]
    os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
    done += run
    assert sorted(part.source.rpartition("/")[2] for part in done) == [f"part-{file}.parquet" for file in range(FILES)]
    assert [(part.articles, part.refused, part.error) for part in done] == [(ARTICLES, 1, "")] * FILES
    for _ in write_tables(read_articles(archive), tmp_path / "one" / "r.parquet"):
        pass
    for kind in KINDS:
        if kind != "prediction":
            one = tmp_path / "one" / ("r.parquet" if kind == "article" else f"r.{kind}.parquet")
            found = rows(sorted((out / kind).glob("*.parquet")))
            if kind == "article":  # the reason why a row was refused names its file
                assert len(found) == FILES * ARTICLES
            pandas.testing.assert_frame_equal(found, rows([one]))


def test_a_file_that_cannot_be_read_is_a_record_and_the_others_go_on(
    client: Any, archive: Path, tmp_path: Path
) -> None:
    (archive / "part-3.parquet").write_bytes(b"no Parquet")
    out = str(tmp_path / "out")
    done = {part.name: part for part in analyze_dask(str(archive / "*.parquet"), out, client=client, retries=1)}
    assert "part-3.parquet" in done["part-3-parquet"].error
    assert sum(part.articles for part in done.values()) == (FILES - 1) * ARTICLES
    assert not list((tmp_path / "out" / "article").glob("part-3*"))

    frame = pandas.DataFrame({"text": ["The so-called reform passed."]})
    frame.to_parquet(archive / "part-3.parquet")
    again = {part.name: part for part in analyze_dask(str(archive / "*.parquet"), out, client=client)}
    assert [part.name for part in again.values() if not part.earlier] == ["part-3-parquet"]
    assert again["part-3-parquet"].articles == 1


def test_other_settings_do_it_again_and_reach_the_workers(client: Any, archive: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'language = "en"\nkind = "loaded"\n[[block]]\nforms = ["so-called"]\n', encoding="utf-8",
    )  # fmt: skip
    from framing import read_lexicon

    one, out = str(archive / "part-1.parquet"), str(tmp_path / "out")
    found = []
    for settings in (Settings(), Settings(read_lexicon(own)), Settings(read_lexicon(own))):
        [done] = analyze_dask([one], out, client=client, settings=settings)
        loaded = pandas.read_parquet(tmp_path / "out" / "loaded" / "part-1-parquet.parquet")
        found.append((done.earlier, "so-called" in set(loaded["text"])))
    assert found == [(False, True), (False, False), (True, False)]


def test_no_file_is_an_error_at_once(client: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file matches"):
        analyze_dask(str(tmp_path / "*.parquet"), str(tmp_path / "out"), client=client)


def test_a_dask_frame_maps_analyze_frame(archive: Path) -> None:
    """The recipe of docs/scale.md: the schema is known before anything is computed."""
    import dask
    import dask.dataframe

    with dask.config.set(scheduler="synchronous"):
        frame = dask.dataframe.read_parquet(archive / "*.parquet")
        meta = analyze_frame(frame.head(0), rows="loaded")
        mapped = frame.map_partitions(analyze_frame, rows="loaded", meta=meta)
        assert list(mapped.columns) == list(table_columns("loaded"))
        found = mapped.compute()
    whole = analyze_frame(
        pandas.concat([pandas.read_parquet(path) for path in sorted(archive.glob("*.parquet"))]), rows="loaded"
    )
    assert found["text"].tolist() == whole["text"].tolist()
    assert json.dumps(found["start"].tolist()) == json.dumps(whole["start"].tolist())


def test_a_partition_may_lie_in_a_store(tmp_path: Path) -> None:
    """Addresses are fsspec's: here its store in memory stands for S3."""
    import fsspec

    lines = [{"text": f"The so-called reform {i} passed, he said.", "id": f"m{i}"} for i in range(3)]
    store = fsspec.filesystem("memory")
    for name, table in (("a.parquet", pandas.DataFrame(lines)), ("b.parquet", pandas.DataFrame(lines[:1]))):
        store.pipe_file(f"/in/{name}", table.to_parquet())
        task = Task(f"memory://in/{name}", name[0], "memory://out", {}, ("article", "loaded"), "stamp")
        assert do_partition(task, Settings()).articles == len(table)
    with store.open("/out/loaded/a.parquet") as stream:
        assert pandas.read_parquet(stream)["text"].tolist() == ["so-called"] * 3
    assert sorted(store.ls("/out/partitions", detail=False)) == ["/out/partitions/a.json", "/out/partitions/b.json"]
    with pytest.raises(InputError, match=r"gone\.parquet"):
        do_partition(Task("memory://in/gone.parquet", "gone", "memory://out", {}, ("article",), "stamp"), Settings())
