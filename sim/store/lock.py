"""One process at a time: a lock that goes with the process that holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sim.core.errors import ConfigError

try:
    import fcntl
except ImportError:  # a system without such locks
    fcntl = None


def is_ours_alone(file: IO[bytes] | int) -> bool:
    """Lock an open file or folder; False where another process holds it.

    The lock goes when the file is closed or the process dies, however it dies.
    """
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder for the length of the body; nothing is written into it for that.

    Raises ConfigError where another process holds it.
    """
    if os.name != "posix":  # other systems cannot open a folder
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if not is_ours_alone(handle):
            raise ConfigError(
                f"{folder}: another process is writing here; wait until it ends, or choose "
                f"another output.dir"
            )
        yield
    finally:
        os.close(handle)
