"""Files that are either there in full or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.core.errors import ConfigError

TEMPORARY = ".part-"
"""How the names of unfinished files begin; `sweep_temporary` removes what a killed run left."""

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What a full disk, a used-up quota and a limit on the size of files are called."""
PRIVATE = 0o600


@contextmanager
def replacing(
    path: Path,
    mode: int | None = None,
    explain: Callable[[OSError, Path], ConfigError] | None = None,
) -> Iterator[Path]:
    """Give a temporary path beside `path`; on leaving, sync it to disk and move it into place.

    Where the body fails nothing is left behind and an older file at `path` stays as it was.
    `mode` is that of the new file, by default that of an ordinary one; it is private until then.

    Raises ConfigError, as `explain` words it, where the folder cannot be written or the disk is
    full.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=TEMPORARY, suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        _sync(temporary)
        # mkstemp makes private files; a result is an ordinary file.
        temporary.chmod(0o666 & ~_umask() if mode is None else mode)
        os.replace(temporary, path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        raise (explain or explain_os_error)(error, path) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str, mode: int | None = None) -> None:
    """Write `text` as UTF-8 with plain newlines, atomically; `mode` as in `replacing`."""
    with replacing(path, mode) as temporary:
        temporary.write_bytes(text.encode("utf-8"))


def sweep_temporary(folder: Path) -> None:
    """Remove what an earlier, killed process left unfinished under `folder`."""
    for path in folder.rglob(TEMPORARY + "*"):
        path.unlink(missing_ok=True)


def explain_os_error(error: OSError, path: Path) -> ConfigError:
    """The error a user can act on, for an OSError met at `path`."""
    if error.errno in FULL:
        return ConfigError(
            f"{path}: no space left on the device; finished shards are kept. "
            f"Free some space, then `countermove resume`, or choose another output.dir"
        )
    reason = (error.strerror or str(error)).lower()
    return ConfigError(f"{path}: cannot be written ({reason}); choose another output.dir")


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    if os.name != "posix":  # other systems cannot open a folder
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
