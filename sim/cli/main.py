"""The entry point: takes the verb off the command line, and turns every error into a message."""

from __future__ import annotations

import errno
import importlib
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from sim.cli import help as pages
from sim.cli import stream
from sim.core.errors import ConfigError, CountermoveError, explain

INTERRUPTED = 130
BUG = 1
_OF_A_STREAM = {errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EIO}
_HELP = ("--help", "-h")


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code (see `countermove --help`).

    Never raises: an expected error is a line or a few on stderr; the traceback of an unexpected
    one goes to a log file that the message names.
    """
    arguments = sys.argv[1:] if argv is None else argv
    stream.prepare()
    try:
        code = _run(arguments)
        stream.finish()
    except BrokenPipeError:
        # The reader (`| head`) has enough: what is on the disk is whole.
        stream.abandon()
        return 0
    except OSError as error:
        stream.abandon()
        with suppress(OSError):
            _tell(f"error: the output cannot be written ({error.strerror or error})")
        return ConfigError.exit_code
    return code


def _run(arguments: list[str]) -> int:
    try:
        return _dispatch(arguments)
    except CountermoveError as error:
        _tell(f"error: {error}")
        return error.exit_code
    except KeyboardInterrupt as interrupt:
        _tell(str(interrupt) or "stopped")
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _OF_A_STREAM and error.filename is None:
            raise
        from sim.cli.log import keep_traceback

        path = keep_traceback(error, arguments)
        _tell(
            f"error: this is a bug in countermove ({type(error).__name__}: {error}).\n"
            f"The traceback is in {path}"
        )
        return BUG


def _dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in (*_HELP, "help"):
        print(pages.overview(), end="")
        return 0
    verb, rest = arguments[0], arguments[1:]
    if verb == "--version":
        print(f"{pages.NAME} {_version()}")
        return 0
    if verb not in pages.VERBS:
        allowed = explain("verb", verb, pages.VERBS)
        raise ConfigError(f"{allowed}\nSee: {pages.NAME} --help")
    if not pages.VERBS[verb].is_hydra and any(word in _HELP for word in rest):
        print(pages.page(verb), end="")
        return 0
    return importlib.import_module(f"sim.cli.verb.{verb}").execute(rest)


def _version() -> str:
    try:
        return version(pages.NAME)
    except PackageNotFoundError:
        return "(not installed)"


def _tell(message: str) -> None:
    print(message, file=sys.stderr)
