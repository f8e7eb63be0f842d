"""`make fuzz`: many thousand damaged files, counted by what each door says to them.

Every case is made from its number alone, so that a failure can be made again:
`python -m benchmarks.fuzz --door scenario --case 17`. A door may accept a file or refuse it with an
error of the project that has a text; anything else, more than CPU_SECONDS, or memory beyond
MOST_BYTES is a failure.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import shutil
import signal
import tempfile
import traceback
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks.fuzz.door import Door, doors, events_scenario, prepare
from sim.core.errors import CountermoveError

SEED = 9
CPU_SECONDS = 30.0
MOST_BYTES = 1_000_000_000
BATCH = 100
OUTCOMES = ("accepted", "refused", "failed")


class TooLong(BaseException):
    """A case that does not end."""


class Found(NamedTuple):
    """A failure: where, which case, and what was raised last."""

    door: str
    case: int
    says: str


def main() -> int:
    """Run the battery, print counts and failures; 1 where there is any failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz")
    parser.add_argument("--cases", type=float, default=1.0, help="factor on the cases of each door")
    parser.add_argument("--door", help="only this one")
    parser.add_argument("--case", type=int, help="one case, with its traceback, and its file")
    asked = parser.parse_args()
    corpus = Path(tempfile.mkdtemp(prefix="countermove-fuzz-"))
    try:
        prepare(corpus)
        chosen = [door for door in doors(corpus) if asked.door in (None, door.name)]
        if asked.case is not None:
            return _show(chosen[0], asked.case)
        return _battery(chosen, corpus, asked.cases)
    finally:
        shutil.rmtree(corpus, ignore_errors=True)


def _battery(chosen: list[Door], corpus: Path, factor: float) -> int:
    jobs = [
        (str(corpus), door.name, first, min(BATCH, round(door.cases * factor) - first))
        for door in chosen
        for first in range(0, round(door.cases * factor), BATCH)
    ]
    counts: dict[str, Counter[str]] = {door.name: Counter() for door in chosen}
    failures: list[Found] = []
    context = multiprocessing.get_context("spawn")
    # A worker that dies ends the battery: nothing may do that.
    workers = min(2, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, context, initializer=_limit) as pool:
        for name, counted, found in pool.map(_batch, jobs):
            counts[name] += counted
            failures += found
    print(f"{'door':14}" + "".join(f"{word:>10}" for word in ("cases", *OUTCOMES)))
    for name, counted in counts.items():
        row = [sum(counted.values()), *(counted[word] for word in OUTCOMES)]
        print(f"{name:14}" + "".join(f"{value:>10,}" for value in row))
    total = sum((counted for counted in counts.values()), Counter())
    row = [sum(total.values()), *(total[word] for word in OUTCOMES)]
    print(f"{'all':14}" + "".join(f"{value:>10,}" for value in row))
    kinds: dict[tuple[str, str], list[Found]] = {}
    for found in failures:
        kinds.setdefault((found.door, found.says.partition(": ")[0]), []).append(found)
    for (name, _), alike in sorted(kinds.items(), key=lambda item: -len(item[1])):
        first = min(alike, key=lambda found: found.case)
        print(f"\n{name}, {len(alike)} cases, first: --door '{name}' --case {first.case}")
        print(f"  {first.says}")
    return 1 if failures else 0


def _batch(job: tuple[str, str, int, int]) -> tuple[str, Counter[str], list[Found]]:
    corpus, name, first, count = job
    door = next(door for door in doors(Path(corpus)) if door.name == name)
    counted: Counter[str] = Counter()
    found = []
    for case in range(first, first + count):
        outcome, says, _ = _try(door, case)
        counted[outcome] += 1
        if outcome == "failed":
            found.append(Found(name, case, says))
    return name, counted, found


def _try(door: Door, case: int, keep: Path | None = None) -> tuple[str, str, BaseException | None]:
    """What a door says to a case: accepted, refused, or failed and how."""
    place = keep or Path(tempfile.mkdtemp(prefix="countermove-fuzz-"))
    try:
        path = door.make(Random(f"{SEED} {door.name} {case}"), place)
        signal.signal(signal.SIGVTALRM, _stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                door.enter(path)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        return "accepted", "", None
    except CountermoveError as error:
        return ("refused", "", None) if str(error).strip() else ("failed", "no text", error)
    except (Exception, TooLong) as error:
        return "failed", _last(error), error
    finally:
        if keep is None:
            shutil.rmtree(place, ignore_errors=True)


def _last(error: BaseException) -> str:
    """The error, and the last line of the project that it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/sim/" in frame.filename]
    where = f"sim/{own[-1].filename.split('/sim/')[-1]}:{own[-1].lineno}" if own else "the battery"
    return f"{type(error).__name__} at {where}: {str(error)[:120]!r}"


def _stop(*_: Any) -> None:
    raise TooLong(f"more than {CPU_SECONDS:g} s of CPU time")


def _limit() -> None:
    """Let this process grow by MOST_BYTES and no more, once the rules are loaded."""
    events_scenario()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    bound = pages * resource.getpagesize() + MOST_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (bound, resource.RLIM_INFINITY))


def _show(door: Door, case: int) -> int:
    keep = Path(tempfile.mkdtemp(prefix="countermove-fuzz-kept-"))
    outcome, says, error = _try(door, case, keep)
    print(f"{outcome} {says}\nfile: {keep}")
    if error is not None:
        traceback.print_exception(error)
    return 1 if outcome == "failed" else 0
