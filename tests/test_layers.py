"""The architecture is a test: each layer imports only downward, and a breach is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of `pyproject.toml` on the package in `root`."""
    command = [sys.executable, "-c", LINT, "--config", str(root / "pyproject.toml"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that may be broken."""
    ignored = shutil.ignore_patterns("__pycache__", "_data")
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    checked = lint_imports(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "0 broken" in checked.stdout


@pytest.mark.parametrize(
    ("module", "breach", "contract"),
    [
        ("core/layout/ladder.py", "from sim.policies import registry", "imports only downward"),
        ("statistics/interval.py", "from sim.report.words import per", "imports only downward"),
        ("report/words.py", "from sim.api import sweep", "imports only downward"),
        ("statistics/interval.py", "from sim.store import folder", "imports only downward"),
        ("study/plan.py", "import hydra", "Hydra config"),
        ("core/draws.py", "import pandas", "numpy and numba only"),
    ],
)
def test_a_breach_is_found(copy: Path, module: str, breach: str, contract: str) -> None:
    source = copy / "sim" / module
    source.write_text(source.read_text(encoding="utf-8") + f"\n{breach}\n", encoding="utf-8")
    checked = lint_imports(copy)
    assert checked.returncode != 0
    broken = checked.stdout.split("Broken contracts")[-1]
    assert contract in " ".join(broken.split())


def test_a_package_that_is_in_no_layer_is_found(copy: Path) -> None:
    (copy / "sim" / "stray").mkdir()
    (copy / "sim" / "stray" / "__init__.py").write_text("", encoding="utf-8")
    checked = lint_imports(copy)
    assert checked.returncode != 0
    assert "sim.stray" in checked.stdout


def test_no_module_imports_the_package_it_is_in() -> None:
    graph = grimp.build_graph("sim", cache_dir=None)
    assert graph.find_modules_that_directly_import("sim") == set()


def test_no_two_modules_import_each_other_in_a_circle() -> None:
    # Names that only annotations need are not imports that anything has to wait for.
    graph = grimp.build_graph("sim", cache_dir=None, exclude_type_checking_imports=True)
    for module in sorted(graph.modules - {"sim"}):
        for imported in graph.find_modules_directly_imported_by(module):
            back = graph.find_shortest_chain(imported, module)
            assert back is None, f"{module} → {' → '.join(back or ())}"
