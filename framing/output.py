"""A file whole or not at all: what everything that writes results goes through."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from framing.errors import InputError

_LONGEST_STEM = 100


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary name to write under, which becomes ``path`` where no error comes; else what was there stays as it was.

    So a run that is stopped, or a disk that is full, leaves the old file or the new one, never half of one; of two runs that write one
    file, the later one's is there whole. A link is followed; what is no regular file (``/dev/stdout``, a pipe) is written
    to directly. Folders are made. Errors: InputError naming the file and the reason (no rights, no space, a folder).

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "new" / "a.txt"
    >>> with written_whole(path) as temporary:
    ...     _ = temporary.write_text("whole")
    >>> path.read_text(), [other.name for other in path.parent.iterdir()]
    ('whole', ['a.txt'])
    """
    if "\0" in str(path):
        raise InputError(repr(str(path)), "cannot be written: its name has a NUL byte", "give another name")
    try:
        if path.exists() and not path.is_file():
            yield path
            return
        target = path.resolve() if path.is_symlink() else path
        target.parent.mkdir(parents=True, exist_ok=True)
        mark = f"{os.getpid()}-{threading.get_ident()}"
        temporary = target.with_name(f".{target.name[:_LONGEST_STEM]}.{mark}.part")
        try:
            yield temporary
            os.replace(temporary, target)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError) -> InputError:
    """The error of a file that cannot be written."""
    reason = error.strerror or str(error)
    return InputError(str(path), f"cannot be written: {reason}", "check the folder, its rights and its space")
