"""Where the traceback of an unexpected error goes: a file, never the terminal."""

from __future__ import annotations

import os
import tempfile
import time
import traceback
from pathlib import Path


def keep_traceback(error: BaseException, arguments: list[str]) -> Path:
    """Write the traceback of `error` to a new log file and return its path."""
    text = "".join(traceback.format_exception(error))
    name = f"error-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    for folder in (_cache() / "log", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            path.write_text(f"countermove {' '.join(arguments)}\n{text}", encoding="utf-8")
        except OSError:
            continue
        return path
    return Path("(nowhere: no folder could be written)")


def _cache() -> Path:
    configured = os.environ.get("COUNTERMOVE_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    return (Path(configured) if configured else Path.home() / ".cache") / "countermove"
