"""Builds the wheel: the rooms that every article goes through are compiled to native code by mypyc, from the same text.

An editable install is plain Python, since a compiled module would hide what is changed beside it. ``FRAMING_COMPILE``
says what a wheel is: ``never`` compiled, ``always`` (a failure ends the build), or, where it is not set, compiled if
this machine can (it has a C compiler) and plain Python otherwise. Both give the same results to the digit.
"""

from __future__ import annotations

import ast
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = (
    *("found.py", "span.py"),
    *("text/byline.py", "text/dates.py", "text/detect.py", "text/document.py", "text/looks.py", "text/markup.py"),
    *("text/marks.py", "text/neighbours.py", "text/places.py", "text/segment.py", "text/signatures.py"),
    *("text/spans.py", "text/wordings.py", "text/zones.py"),
    *("text/languages/base.py", "text/languages/spaced.py", "text/languages/vi.py", "text/languages/zh.py"),
    "text/languages/zh_names.py",
    *("lexicon/entries.py", "lexicon/match.py", "lexicon/style.py", "measure/*.py"),
)
"""Where the time of an analysis goes, under ``framing``."""
PLAIN = {"__init__", "insertion", "readability", "source_mix"}
"""What stays as it is there: it works things out when they are first asked for, in a way that mypyc does not know, or is
public and asked for once an article: a compiled function has no docstring."""
_HIDDEN = ["-fvisibility=hidden", "-fno-semantic-interposition"]
"""For gcc and clang: compiled modules call one another straight, not by the linker's table."""
_MYPY = ("--config-file=", "--ignore-missing-imports", "--follow-imports=silent", "--python-version=3.11")


class CustomBuildHook(BuildHookInterface[Any]):
    """Puts compiled modules into a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the install is editable or compiling is not wished for."""
        wish = os.environ.get("FRAMING_COMPILE", "")
        if wish not in ("", "always", "never"):
            raise ValueError(f"FRAMING_COMPILE is {wish!r}: always, never, or not set")
        if version == "editable" or wish == "never" or sys.implementation.name != "cpython":
            return
        self._folder = tempfile.TemporaryDirectory(prefix="framing-build-")  # gone when the wheel is built
        target = Path(self._folder.name)
        try:
            libraries = compiled(Path(self.root), target)
        except (Exception, SystemExit) as error:
            if wish == "always":
                raise
            self.app.display_warning(
                f"framing is installed as plain Python, which gives the same results more slowly: {error}"
            )
            return
        build_data["pure_python"], build_data["infer_tag"] = False, True
        build_data["force_include"].update({str(path): str(path.relative_to(target)) for path in libraries})


def compiled(root: Path, target: Path) -> list[Path]:
    """Compile into the folder ``target`` and return the libraries there; whatever compilers say is raised as it is."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    modules = [p for pattern in COMPILED for p in sorted((root / "framing").glob(pattern)) if p.stem not in PLAIN]
    before, source = Path.cwd(), target / "py"
    shutil.copytree(root / "framing", source / "framing", ignore=shutil.ignore_patterns("__pycache__"))
    names = [str(path.relative_to(root)) for path in modules]
    for name in names:
        text = (source / name).read_text(encoding="utf-8")
        (source / name).write_text(with_constructors(text), encoding="utf-8")
    os.chdir(source)
    try:
        extensions = mypycify(
            [*_MYPY, *names],
            opt_level="1",  # what it makes is as fast as that of 2, in .6 of the time
            debug_level="0",
            multi_file=True,  # one C file a module: compiled in half the time that all of them in one take
            group_name="framing",
            target_dir=str(target / "c"),
        )
        for extension in extensions if sys.platform != "win32" else ():
            extension.extra_compile_args += _HIDDEN
        command = Distribution({"name": "framing", "ext_modules": extensions}).get_command_obj("build_ext")
        command.build_lib, command.build_temp = str(target), str(target / "o")
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(before)
    return sorted(
        (*target.glob("*.so"), *target.glob("*.pyd"), *target.glob("framing/**/*.so"), *target.glob("framing/**/*.pyd"))
    )


def with_constructors(source: str) -> str:
    r"""A module whose dataclasses have the constructor in their text that ``dataclass`` else writes when the module is
    loaded, which the compiler does not see; frozen ones the way to be pickled, and the docstring that a compiled class
    loses. As it is where a field has more than a plain default.

    >>> print(with_constructors("@dataclass(slots=True)\nclass Place:\n    line: int\n    column: int = 0\n"))
    @dataclass(init=False, slots=True)
    class Place:
        line: int
        column: int = 0
    <BLANKLINE>
        def __init__(self, line: int, column: int = 0) -> None:
            self.line = line  # type: ignore[misc]
            self.column = column  # type: ignore[misc]
    <BLANKLINE>
    """
    lines, said = source.split("\n"), []
    for node in reversed([node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]):
        decorators = {ast.unparse(one).split("(")[0]: one.lineno - 1 for one in node.decorator_list}
        fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
        methods = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
        if "dataclass" not in decorators:
            continue
        if (doc := ast.get_docstring(node, clean=False)) is not None:
            said.append(f'setattr({node.name}, "__doc__", {doc!r})')
        if "__init__" in methods or any(isinstance(field.value, ast.Call) for field in fields):
            continue
        names = [ast.unparse(one.target) for one in fields]
        made = [f"def __init__(self, {', '.join(map(ast.unparse, fields))}) -> None:"]
        made += [f"    self.{name} = {name}  # type: ignore[misc]" for name in names]
        made += ["    self.__post_init__()"] * ("__post_init__" in methods)
        if "frozen=True" in lines[decorators["dataclass"]] and "__reduce__" not in methods:
            made += ["", "def __reduce__(self) -> tuple[object, tuple[object, ...]]:"]
            made += [f"    return {node.name}, ({', '.join(f'self.{name}' for name in names)},)"]
        end = fields[-1].end_lineno or 0
        lines[end:end] = ["", *("    " * bool(line) + line for line in made)]
        at = decorators["dataclass"]
        lines[at] = lines[at].replace("@dataclass(", "@dataclass(init=False, ")
        if "quickly_made" in decorators:
            del lines[decorators["quickly_made"]]
    return "\n".join([*lines, *said])
