"""A model file: one zip of arrays (.npy) and a description (JSON). No pickle; reading one runs no code of its maker."""

from __future__ import annotations

import io
import json
import math
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tokenize import TokenError
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import InputError, UsageError
from framing.output import written_whole

FORMAT = 1
DESCRIPTION = "model.json"
MAX_BYTES = 512 * 2**20
_MAX_MEMBERS = 10_000
_MAX_HEADER = 4096
# Fixed date, so that the same model gives the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
_REMEDY = "make it again with `framing train`"

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a model file holds: a description of JSON values, and named arrays of numbers, truth values or strings."""

    description: Mapping[str, Any]
    arrays: Mapping[str, Array]


def write_bundle(path: Path | str, description: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
    """Write a model file of the present format. The same content gives the same bytes.

    Errors: UsageError for an array of objects and for a description that is not JSON; InputError where the file cannot
    be written.
    """
    for name, array in arrays.items():
        if array.dtype.hasobject:
            raise UsageError(f"array {name!r} holds Python objects; a model file holds numbers and strings")
    try:
        text = json.dumps({"format": FORMAT, **description}, ensure_ascii=False, allow_nan=False, sort_keys=True)
    except (TypeError, ValueError) as error:
        raise UsageError(f"the description of a model is JSON: {error}") from error
    with written_whole(Path(path)) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(_member(DESCRIPTION), text.encode("utf-8"))
        for name, array in sorted(arrays.items()):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
            file.writestr(_member(f"{name}.npy"), buffer.getvalue())


def read_bundle(path: Path | str, *, max_bytes: int = MAX_BYTES) -> Bundle:
    """Read a model file. Nothing in it is run: arrays are numbers or strings, the description is JSON.

    ``max_bytes`` bounds what the file may hold when unpacked, whatever its own size. Errors: InputError where the file
    is missing, is no model file, is damaged, is larger, or is of a newer format than this version reads.
    """
    path = Path(path)
    try:
        with zipfile.ZipFile(path) as file:
            members = file.infolist()
            if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > max_bytes:
                raise InputError(str(path), f"holds more than {max_bytes:,} bytes", "raise max_bytes if you trust it")
            description = _description(path, file)
            arrays = {
                member.filename.removesuffix(".npy"): _array(path, file.open(member), member.file_size)
                for member in members
                if member.filename != DESCRIPTION
            }
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror or error}", "check the path") from error
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        RuntimeError,  # encrypted, or a compression that is not known
        UnicodeError,
    ) as error:
        raise InputError(str(path), f"is no model file: {error}", _REMEDY) from error
    except zlib.error as error:
        raise InputError(str(path), f"is damaged: {error}", _REMEDY) from error
    return Bundle(description, arrays)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _description(path: Path, file: zipfile.ZipFile) -> dict[str, Any]:
    try:
        description = json.loads(file.read(DESCRIPTION).decode("utf-8"))
    except KeyError:
        raise InputError(str(path), f"is no model file: it has no {DESCRIPTION}", _REMEDY) from None
    except (ValueError, RecursionError) as error:
        raise InputError(str(path), f"its description is not JSON: {error}", _REMEDY) from error
    version = description.get("format") if isinstance(description, dict) else None
    if not isinstance(description, dict) or not isinstance(version, int):
        raise InputError(str(path), "is no model file: its description names no format", _REMEDY)
    if version > FORMAT:
        reason = f"is of format {version}; this version reads up to {FORMAT}"
        raise InputError(str(path), reason, "install a newer framing, or train the model again with this one")
    return description


def _array(path: Path, stream: Any, size: int) -> Array:
    """One array. numpy would trust the shape in the header and allocate it: it is checked against the size first."""
    try:
        version = np.lib.format.read_magic(stream)
        read = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}[version]
        shape, fortran, dtype = read(stream, max_header_size=_MAX_HEADER)
        if dtype.hasobject or dtype.kind not in "biufU":
            raise InputError(str(path), f"holds an array of {dtype}", "such a file is not read")
        count = math.prod(shape)
        if min(shape, default=0) < 0 or (dtype.itemsize == 0 and count) or count * dtype.itemsize > size:
            raise InputError(str(path), "is damaged: an array is shorter than it says", _REMEDY)
        if count == 0:
            return np.empty(shape, dtype)
        array = np.frombuffer(stream.read(count * dtype.itemsize), dtype=dtype)
        return array.reshape(shape, order="F" if fortran else "C").copy()
    except InputError:
        raise
    except (KeyError, ValueError, TypeError, SyntaxError, MemoryError, RecursionError, TokenError) as error:
        raise InputError(str(path), f"is damaged: {error}", _REMEDY) from error
