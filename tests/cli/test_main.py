"""The entry point: help at once, verbs, exit codes."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from sim.cli.help import VERBS
from sim.scenario.shipped import PACKAGE

HEAVY = ("numpy", "numba", "hydra", "pandas", "matplotlib", "mesa", "rich")


def test_help_answers_at_once_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from sim.cli.main import main; main(['--help']);"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stderr.strip() == "[]"
    for verb in VERBS:
        assert f"\n  {verb} " in done.stdout
    assert "Exploration, not prediction" in done.stdout


@pytest.mark.parametrize("arguments", [[], ["-h"], ["help"], ["--help"]])
def test_no_verb_is_a_question_for_help(countermove: Callable, arguments: list[str]) -> None:
    said = countermove(*arguments)
    assert said.code == 0
    assert said.out.startswith("countermove:")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_page_with_examples(countermove: Callable, verb: str) -> None:
    said = countermove(verb, "--help")
    assert said.code == 0
    assert f"countermove {verb}" in said.out
    assert "Examples" in said.out
    assert all(len(line) <= 100 for line in said.out.splitlines()[:20])


def test_help_of_a_hydra_verb_lists_the_choices(countermove: Callable) -> None:
    said = countermove("sweep", "--help")
    assert "proportionate" in said.out
    assert "belgium_2025" in said.out


def test_version_is_ours(countermove: Callable) -> None:
    said = countermove("--version")
    assert said.code == 0
    assert said.out.startswith("countermove ")
