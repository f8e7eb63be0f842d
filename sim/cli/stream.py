"""Stdout and stderr as they come: a narrow encoding, a reader that leaves, a full disk."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from typing import TextIO

_ERRORS = "countermove"
PLAIN = {
    "–": "-", "—": "-", "−": "-", "‑": "-", "·": "|", "×": "x", "…": "...", "±": "+/-", "€": "EUR ",
    "‘": "'", "’": "'", "“": '"', "”": '"', "→": "->", "≥": ">=", "≤": "<=", "•": "*", "Δ": "d",
}  # fmt: skip
"""What is written where an encoding does not have the character."""


def prepare() -> None:
    """Let stdout and stderr write whatever there is to say, in whatever encoding they have."""
    codecs.register_error(_ERRORS, _spell_out)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=_ERRORS)


def finish() -> None:
    """Write out what is left in the buffers.

    Raises BrokenPipeError where the reader has left, OSError where the disk is full.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()


def abandon() -> None:
    """Forget what nobody reads any more, so that Python does not write it at its end either."""
    sink = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not _flushes(stream):
            os.dup2(sink, stream.fileno())
    os.close(sink)


def is_wide(stream: TextIO | None) -> bool:
    """Tell whether a stream has all characters."""
    return str(getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")


def _flushes(stream: TextIO) -> bool:
    try:
        stream.flush()
    except (OSError, ValueError):
        return False
    return True


def _spell_out(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    if all("\udc80" <= letter <= "\udcff" for letter in text):
        # Bytes of a file name that is not text: written as they were.
        return text.encode("utf-8", "surrogateescape"), error.end
    return "".join(map(_plain, text)), error.end


def _plain(letter: str) -> str:
    found = PLAIN.get(letter) or unicodedata.normalize("NFKD", letter)
    return found.encode("ascii", "ignore").decode() or "?"
