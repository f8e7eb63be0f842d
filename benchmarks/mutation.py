"""How many small faults in the rules the fast tests find: `python -m benchmarks.mutation`.

A mutant is one rule with one fault: a sign turned, a comparison turned or moved, a number one too
high, a cap taken for a floor. The mutants are a fixed sample of all that cosmic-ray's operators
make inside kernels; each is tried without compiled code, on the tests that import the changed
file, in a process of its own, forked once all tests are loaded. A mutant that no test finds has
survived. Golden records of bits are left out: they find any change, and do not know which value
is right.

Needs the extra `mutation`, and a system that can fork. Results go to standard output; survivors
that are known to be equivalent, or not worth a test, are listed with a reason in
`mutation_survivors.csv`.
"""

from __future__ import annotations

import argparse
import ast
import csv
import difflib
import gc
import os
import re
import resource
import signal
import sys
import time
import traceback
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import parso
import pytest
from cosmic_ray.ast import get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

from sim.core.draws import name_key

ROOT = Path(__file__).resolve().parent.parent
RULES = ("core", "policies", "outcomes", "turn")
TESTS = ("tests/core", "tests/policies", "tests/outcomes", "tests/turn")
KNOWN = Path(__file__).with_name("mutation_survivors.csv")
SLOWEST_TEST_SECONDS = 1.0
"""A test that takes more processor time than this without compiled code is not a fast one."""
HANG_SECONDS = 5.0
"""A test that takes more processor time than this with a fault has found it."""
TURNED = {"Lt": "GtE", "GtE": "Lt", "Gt": "LtE", "LtE": "Gt", "Eq": "NotEq", "NotEq": "Eq"}
MOVED = {"Lt": "LtE", "GtE": "Gt", "Gt": "GtE", "LtE": "Lt"}
OPERATORS = (
    *(f"core/ReplaceBinaryOperator_{a}_{b}" for a, b in
      (("Add", "Sub"), ("Sub", "Add"), ("Mul", "Div"), ("Div", "Mul"))),
    *(f"core/ReplaceComparisonOperator_{a}_{b}" for a, b in (*TURNED.items(), *MOVED.items())),
    "core/ReplaceUnaryOperator_Delete_USub", "core/ReplaceUnaryOperator_Delete_Not",
    "core/ReplaceAndWithOr", "core/ReplaceOrWithAnd",
    "core/ReplaceTrueWithFalse", "core/ReplaceFalseWithTrue",
    "core/NumberReplacer", "core/ReplaceBreakWithContinue",
)  # fmt: skip


class SwapBounds(Operator):
    """Takes a cap for a floor: `min` for `max`, and the other way."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if isinstance(node, parso.python.tree.Name) and node.value in ("min", "max"):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.value = {"min": "max", "max": "min"}[node.value]
        return node

    @classmethod
    def examples(cls) -> tuple[Any, ...]:
        return ()


class Mutant(NamedTuple):
    """One fault: the file, the operator, and the how-manieth of its places in that file."""

    path: str
    operator: str
    occurrence: int
    line: int

    @property
    def name(self) -> str:
        return f"{self.path}:{self.line} {self.operator.removeprefix('core/')} {self.occurrence}"


def operator_of(name: str) -> Operator:
    """Return an operator by its name."""
    return SwapBounds() if name == "SwapBounds" else get_operator(name)()


def kernel_lines(source: str) -> set[int]:
    """Return the lines of all bodies of kernels; names, types and docstrings are no rules."""
    found: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and any(
            isinstance(mark, ast.Name) and mark.id.endswith("kernel")
            for mark in node.decorator_list
        ):
            for statement in node.body:
                if not (
                    isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
                ):
                    found.update(range(statement.lineno, (statement.end_lineno or 0) + 1))
    return found


def places(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of one file."""
    source = path.read_text(encoding="utf-8")
    inside, name = kernel_lines(source), path.relative_to(ROOT).as_posix()
    nodes = list(_nodes(get_ast(source)))
    for operator in (*OPERATORS, "SwapBounds"):
        made, number = operator_of(operator), 0
        for node in nodes:
            for start, _ in made.mutation_positions(node):
                if start[0] in inside:
                    yield Mutant(name, operator, number, start[0])
                number += 1


def _nodes(node: Any) -> Iterator[Any]:
    """Yield a syntax tree in the order in which cosmic-ray walks it."""
    yield node
    for child in getattr(node, "children", ()):
        yield from _nodes(child)


def in_order(only: str) -> list[Mutant]:
    """Return the mutants of these files in an order of luck, the same as long as the rules are."""
    files = [path for folder in RULES for path in sorted((ROOT / "sim" / folder).rglob("*.py"))]
    chosen = [path for path in files if only in path.relative_to(ROOT).as_posix()]
    every = [mutant for path in chosen for mutant in places(path)]
    return sorted(every, key=lambda mutant: int(name_key("mutant", *map(str, mutant))))


def tests_of(path: str) -> list[str]:
    """Return the test files that import a file of the rules, its own namesake first."""
    module = path.removesuffix(".py").replace("/", ".")
    parent, _, stem = module.rpartition(".")
    wanted = re.compile(rf"{re.escape(module)}\b|from {re.escape(parent)} import .*\b{stem}\b")
    own = f"test_{Path(path).stem}.py"
    found = [
        test.relative_to(ROOT).as_posix()
        for folder in TESTS
        for test in sorted((ROOT / folder).rglob("test_*.py"))
        if wanted.search(test.read_text(encoding="utf-8")) or test.name == own
    ]
    return sorted(found, key=lambda name: Path(name).name != own)


def plant(mutant: Mutant) -> None:
    """Put a fault into the loaded program: every function of the file gets its faulty code."""
    path = ROOT / mutant.path
    mutated = mutate_code(
        path.read_text(encoding="utf-8"), operator_of(mutant.operator), mutant.occurrence
    )
    assert mutated is not None, mutant
    faulty = {
        (code.co_qualname, code.co_firstlineno): code
        for code in _codes(compile(mutated, str(path), "exec"))
    }
    planted = 0
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing.__code__.co_filename == str(path):
            code = faulty[thing.__code__.co_qualname, thing.__code__.co_firstlineno]
            planted += int(thing.__code__ != code)
            thing.__code__ = code
    assert planted, mutant


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """Yield a code object and all that are defined within it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _codes(inner)


class TooSlow(BaseException):
    """A test takes too much time; hypothesis would take an `Exception` for a find, and go on."""


def _stop(*_: Any) -> None:
    raise TooSlow


class Trial:
    """A pytest plugin that runs the loaded tests once as they are, and then on every mutant."""

    def __init__(self, mutants: list[Mutant], workers: int) -> None:
        self.mutants, self.workers = mutants, workers
        self.fast: dict[str, list[pytest.Item]] = {}
        self.survivors: list[Mutant] = []
        self.has_failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.has_failed |= report.failed or report.skipped

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        signal.signal(signal.SIGPROF, _stop)
        self.find_fast(session.items)
        print(
            f"{sum(map(len, self.fast.values()))} of {len(session.items)} tests are fast",
            flush=True,
        )
        for tests in self.fast.values():  # what a session sets up once, all mutants find set up
            self.fails(tests[0], session.items[0], SLOWEST_TEST_SECONDS)
        running: dict[int, Mutant] = {}
        for mutant in self.mutants:
            if len(running) == self.workers:
                self.await_one(running)
            child = os.fork()
            if child == 0:
                self.try_out(mutant)
            running[child] = mutant
        while running:
            self.await_one(running)
        return True

    def find_fast(self, items: list[pytest.Item]) -> None:
        """Keep the tests that pass in time, as a process finds that ends with the first that fails.

        A test that is stopped may leave threads behind, which only the end of its process ends.
        """
        place = 0
        while place < len(items):
            reading, writing = os.pipe()
            child = os.fork()
            if child == 0:
                self.run_until_one_fails(items[place:], writing)
            os.close(writing)
            with os.fdopen(reading) as pipe:
                passed = len(pipe.read())
            os.waitpid(child, 0)
            for item in items[place : place + passed]:
                self.fast.setdefault(item.path.relative_to(ROOT).as_posix(), []).append(item)
            place += passed + 1

    def run_until_one_fails(self, items: list[pytest.Item], passed: int) -> None:
        """In a process of its own: run tests, and write a letter for each that passes."""
        try:
            for item, following in zip(items, [*items[1:], items[0]], strict=True):
                if self.fails(item, following, SLOWEST_TEST_SECONDS):
                    break
                os.write(passed, b"+")
        finally:
            os._exit(0)

    def fails(self, item: pytest.Item, following: pytest.Item | None, seconds: float) -> bool:
        """Run one test within this processor time; tell whether it did not pass."""
        self.has_failed = False
        most, hard = resource.getrlimit(resource.RLIMIT_CPU)
        end = int(time.process_time() + seconds) + 2  # a test that waits for threads hears no timer
        resource.setrlimit(resource.RLIMIT_CPU, (end, hard))
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0.0)
            resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
        return self.has_failed

    def try_out(self, mutant: Mutant) -> None:
        """In a process of its own: run tests on a mutant, and exit with 1 where one finds it."""
        code = 2
        try:
            plant(mutant)
            items = [item for file in tests_of(mutant.path) for item in self.fast.get(file, ())]
            if items:
                session: Any = items[0].session  # what was set up last and is not needed here
                session._setupstate.teardown_exact(items[0])
            pairs = zip(items, [*items[1:], None], strict=True) if items else ()
            code = int(any(self.fails(item, after, HANG_SECONDS) for item, after in pairs))
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)

    def await_one(self, running: dict[int, Mutant]) -> None:
        """Wait for one process, and note what became of its mutant."""
        child, status = os.wait()
        mutant, code = running.pop(child), os.waitstatus_to_exitcode(status)
        if code not in (0, 1, -signal.SIGXCPU):
            raise RuntimeError(f"{mutant.name}: its trial ended with {code}")
        if code == 0:
            self.survivors.append(mutant)
        print(f"{'killed  ' if code else 'SURVIVED'} {mutant.name}", flush=True)


def difference(mutant: Mutant) -> str:
    """Return the changed line, before and after."""
    source = (ROOT / mutant.path).read_text(encoding="utf-8")
    mutated = mutate_code(source, operator_of(mutant.operator), mutant.occurrence) or ""
    changed = difflib.ndiff(source.splitlines(), mutated.splitlines())
    return "\n".join(f"    {line[:2]}{line[2:].strip()}" for line in changed if line[0] in "+-")


def reasons() -> dict[str, str]:
    """Return the survivors that are known, with the reason why each may live."""
    if not KNOWN.exists():
        return {}
    with KNOWN.open(encoding="utf-8", newline="") as file:
        return {row["mutant"]: row["reason"] for row in csv.DictReader(file)}


def main() -> None:
    if os.environ.get("NUMBA_DISABLE_JIT") != "1":  # numba reads it when it is imported
        command = [sys.executable, "-m", "benchmarks.mutation", *sys.argv[1:]]
        os.execve(sys.executable, command, os.environ | {"NUMBA_DISABLE_JIT": "1"})
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=100, help="how many (default 100)")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first so many (0)")
    parser.add_argument("--only", default="", help="only files whose path contains this")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    os.chdir(ROOT)
    mutants = in_order(chosen.only)[chosen.skip : chosen.skip + chosen.mutants]
    files = sorted({test for mutant in mutants for test in tests_of(mutant.path)})
    print(f"{len(mutants)} mutants, {len(files)} files of tests", flush=True)
    trial = Trial(mutants, chosen.workers)
    options = ["-s", "-m", "not slow", "-p", "no:terminal", "-p", "no:cacheprovider"]
    options += ["-o", "addopts=--import-mode=importlib"]
    ended = pytest.main([*options, *files], plugins=[trial])  # 1: some tests were too slow
    if ended not in (0, 1) or not trial.fast:
        sys.exit("the tests could not be run")
    known = reasons()
    for mutant in trial.survivors:
        print(f"\n{mutant.name}: {known.get(mutant.name, 'NO REASON GIVEN')}\n{difference(mutant)}")
    print(f"\n{len(mutants) - len(trial.survivors)} of {len(mutants)} mutants killed")


if __name__ == "__main__":
    main()
