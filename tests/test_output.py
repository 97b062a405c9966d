"""Files are whole or not there: whatever stops a run, whoever else writes, whatever lies in the way."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import numpy
import pytest
from click.testing import CliRunner

from framing import InputError
from framing.cli import main
from framing.data import data_root
from framing.learn.bundle import read_bundle, write_bundle
from framing.output import written_whole
from framing.show.export import save_text

DEMO = data_root("seeds") / "demo"
ROOT = Path(__file__).resolve().parent.parent


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, ValueError("x")])
def test_what_was_there_stays_when_writing_stops(error: BaseException, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises((KeyboardInterrupt, MemoryError, ValueError)), written_whole(path) as temporary:
        temporary.write_text("half")
        raise error
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_a_model_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "m.model"
    write_bundle(path, {"kind": "model"}, {"a": numpy.arange(3)})
    before = path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("numpy.lib.format.write_array", full)
    with pytest.raises(InputError, match=r"m\.model: cannot be written: No space left on device"):
        write_bundle(path, {"kind": "model"}, {"a": numpy.arange(4)})
    assert path.read_bytes() == before
    assert read_bundle(path).arrays["a"].tolist() == [0, 1, 2]
    assert names(tmp_path) == ["m.model"]


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """As the super-user, ``--json /dev/null`` would else put a file in the place of the device."""
    if not Path("/dev/null").exists():
        pytest.skip("no devices here")
    save_text("/dev/null", "x")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    save_text(pipe, "through the pipe")
    reader.join(10)
    assert read == ["through the pipe"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real" / "a.txt")
    save_text(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real" / "a.txt").read_text() == "new"


@pytest.mark.parametrize("name", ["file/a.csv", "folder", "\0.csv", "n" * 300 + ".csv"])
def test_what_is_in_the_way_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        save_text(tmp_path / name, "x")
    assert names(tmp_path) == ["file", "folder"]


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    save_text(tmp_path / ("n" * 250 + ".txt"), "x")
    assert len(names(tmp_path)) == 1


def test_many_writers_of_one_file_leave_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    texts = [str(i) * 200_000 for i in range(8)]
    threads = [threading.Thread(target=save_text, args=(path, text)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_text() in texts
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are set by resource")
def test_a_full_disk_leaves_the_old_files_and_a_reason(tmp_path: Path) -> None:
    """No file may grow over 3 kB, as on a disk without space: each output is refused by name, none is half there."""
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from framing.cli import run\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        "run()\n"
    )
    outputs = {"--json": "a.json", "--csv": "a.csv", "--html": "a.html"}
    for name in outputs.values():
        (tmp_path / name).write_text("old")
    words = [word for option, name in outputs.items() for word in (option, str(tmp_path / name))]
    command = [sys.executable, "-B", "-c", code, "compare", str(DEMO), *words]
    found = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert found.returncode == 1, found.stderr
    assert found.stderr.count("cannot be written") == 3
    assert "Traceback" not in found.stderr
    assert [(tmp_path / name).read_text() for name in outputs.values()] == ["old"] * 3
    assert names(tmp_path) == sorted(outputs.values())


def test_ctrl_c_ends_without_a_traceback(tmp_path: Path) -> None:
    """A run of a pipe that never ends is stopped: nothing is written, nothing is left."""
    pipe, out = tmp_path / "in.jsonl", tmp_path / "out"
    out.mkdir()
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "framing.cli", "analyze", str(pipe), "--csv", "--out", str(out)]

    def heed() -> None:
        """A test run in the background of a shell ignores Ctrl-C, and what it starts would too."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT, preexec_fn=heed) as process:
        with pipe.open("w") as stream:
            stream.write('{"text": "He said so on Monday."}\n')
            stream.flush()
            process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        said = process.stderr.read()
    assert "Traceback" not in said
    assert process.returncode != 0
    assert names(out) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the super-user may write everywhere")
def test_a_folder_without_rights_is_named(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    for words in (["compare", "--csv", str(shut / "a.csv")], ["analyze", "--out", str(shut / "a.csv")]):
        found = CliRunner().invoke(main, [words[0], str(DEMO), *words[1:]])
        assert found.exit_code in (1, 3)
        assert "cannot be written: Permission denied" in found.output
