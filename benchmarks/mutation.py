"""How many small faults in the rules the fast tests find: `python -m benchmarks.mutation`.

A mutant is one rule with one fault: a sign turned, a comparison turned or moved, a number one too
high, a cap taken for a floor. The mutants are a fixed sample of all that cosmic-ray's operators
make inside kernels; each is tried in a copy of the project, without compiled code, on the tests
that import the changed file. A mutant that no test finds has survived. Golden records of bits are
left out: they find any change, and do not know which value is right.

Needs the extra `mutation`. Results go to standard output; survivors that are known to be
equivalent, or not worth a test, are listed with a reason in `mutation_survivors.csv`.
"""

from __future__ import annotations

import argparse
import ast
import csv
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import Any, NamedTuple
from xml.etree import ElementTree

import parso
from cosmic_ray.ast import get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

from sim.core.draws import name_key

ROOT = Path(__file__).resolve().parent.parent
RULES = ("core", "policies", "outcomes", "turn")
TESTS = ("tests/core", "tests/policies", "tests/outcomes", "tests/turn")
KNOWN = Path(__file__).with_name("mutation_survivors.csv")
COPIED = ("sim", "tests", "configs", "scenarios", "docs", "pyproject.toml")
SLOWEST_TEST_SECONDS = 2.0
"""A test that takes longer than this without compiled code is not among the fast ones."""
HANG_SECONDS = 300
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
    for operator in (*OPERATORS, "SwapBounds"):
        made, number = operator_of(operator), 0
        for node in _nodes(get_ast(source)):
            for start, _ in made.mutation_positions(node):
                if start[0] in inside:
                    yield Mutant(name, operator, number, start[0])
                number += 1


def _nodes(node: Any) -> Iterator[Any]:
    """Yield a syntax tree in the order in which cosmic-ray walks it."""
    yield node
    for child in getattr(node, "children", ()):
        yield from _nodes(child)


def sample(number: int) -> list[Mutant]:
    """Return a fixed sample of all mutants: the same as long as the rules are."""
    files = [path for folder in RULES for path in sorted((ROOT / "sim" / folder).rglob("*.py"))]
    every = [mutant for path in files for mutant in places(path)]
    every.sort(key=lambda mutant: int(name_key("mutant", *map(str, mutant))))
    return every[:number]


def tests_of(path: str) -> list[str]:
    """Return the test files that import a file of the rules, its own namesake first."""
    module = path.removesuffix(".py").replace("/", ".")
    wanted = re.compile(
        rf"{re.escape(module)}\b|from {re.escape(module.rpartition('.')[0])} import"
    )
    own = f"test_{Path(path).stem}.py"
    found = [
        test.relative_to(ROOT).as_posix()
        for folder in TESTS
        for test in sorted((ROOT / folder).rglob("test_*.py"))
        if wanted.search(test.read_text(encoding="utf-8")) or test.name == own
    ]
    return sorted(found, key=lambda name: Path(name).name != own)


def run_tests(place: Path, tests: list[str], *options: str) -> int:
    """Run tests in a copy of the project without compiled code; return pytest's exit code."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow"]
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(place)}
    try:
        done = subprocess.run(
            [*command, *options, *tests], cwd=place, env=environment, capture_output=True,
            timeout=HANG_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return 1  # a fault that makes the rules run for ever is found
    return done.returncode


def fast_tests(place: Path, files: list[str]) -> dict[str, list[str]]:
    """Return, by file, the tests that pass without compiled code and take little time."""
    report = place / "durations.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow"]
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(place)}
    subprocess.run(
        [*command, "-n", "2", f"--junitxml={report}", *files],
        cwd=place, env=environment, capture_output=True, check=False,
    )  # fmt: skip
    found: dict[str, list[str]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        if len(case) == 0 and float(case.get("time", "9")) <= SLOWEST_TEST_SECONDS:
            file = (case.get("classname") or "").replace(".", "/") + ".py"
            found.setdefault(file, []).append(f"{file}::{case.get('name')}")
    return found


def copy_project(place: Path) -> Path:
    """Copy what the tests need."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            skip = shutil.ignore_patterns("__pycache__", "_data")
            shutil.copytree(source, place / name, ignore=skip)
        else:
            shutil.copy(source, place / name)
    return place


def try_out(mutant: Mutant, place: Path, fast: dict[str, list[str]]) -> bool:
    """Tell whether a test finds a mutant."""
    target = place / mutant.path
    source = target.read_text(encoding="utf-8")
    mutated = mutate_code(source, operator_of(mutant.operator), mutant.occurrence)
    assert mutated is not None, mutant
    target.write_text(mutated, encoding="utf-8")
    try:
        for file in tests_of(mutant.path):
            if fast.get(file) and run_tests(place, fast[file], "-x") != 0:
                return True
        return False
    finally:
        target.write_text(source, encoding="utf-8")


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
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=100, help="how many (default 100)")
    parser.add_argument("--only", default="", help="only files whose path contains this")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    mutants = [m for m in sample(10_000) if chosen.only in m.path][: chosen.mutants]
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        copies: Queue[Path] = Queue()
        for number in range(chosen.workers):
            (Path(folder) / str(number)).mkdir()
            copies.put(copy_project(Path(folder) / str(number)))
        files = sorted({test for mutant in mutants for test in tests_of(mutant.path)})
        print(f"{len(mutants)} mutants, {len(files)} files of tests", flush=True)
        first = copies.get()
        fast = fast_tests(first, files)
        copies.put(first)
        print(f"{sum(map(len, fast.values()))} fast tests", flush=True)

        def tried(mutant: Mutant) -> bool:
            place = copies.get()
            try:
                found = try_out(mutant, place, fast)
            finally:
                copies.put(place)
            print(f"{'killed  ' if found else 'SURVIVED'} {mutant.name}", flush=True)
            return found

        with ThreadPoolExecutor(chosen.workers) as pool:
            outcome = list(pool.map(tried, mutants))
    survivors = [mutant for mutant, found in zip(mutants, outcome, strict=True) if not found]
    known = reasons()
    for mutant in survivors:
        print(f"\n{mutant.name}: {known.get(mutant.name, 'NO REASON GIVEN')}\n{difference(mutant)}")
    print(f"\n{len(mutants) - len(survivors)} of {len(mutants)} mutants killed")


if __name__ == "__main__":
    main()
