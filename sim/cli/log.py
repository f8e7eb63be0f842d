"""Where the traceback of an unexpected error goes: a file, never the terminal."""

from __future__ import annotations

import os
import tempfile
import time
import traceback
from pathlib import Path

from sim.scenario.find import user_path


def keep_traceback(error: BaseException, arguments: list[str]) -> Path:
    """Write the traceback of `error` to a new log file and return its path."""
    text = "".join(traceback.format_exception(error))
    name = f"error-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    for folder in (_cache() / "log", Path(tempfile.gettempdir())):
        if not folder.is_absolute():  # nobody's home
            continue
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            content = f"countermove {' '.join(arguments)}\n{text}"
            path.write_text(content, encoding="utf-8", errors="replace")
        except OSError:
            continue
        return path
    return Path("(nowhere: no folder could be written)")


def _cache() -> Path:
    configured = os.environ.get("COUNTERMOVE_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    return (Path(configured) if configured else user_path("~") / ".cache") / "countermove"
