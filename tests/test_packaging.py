"""What is shipped: a wheel with all its data, a lock with nothing of any one machine."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parent.parent
LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-build.lock",
    "requirements-docs.lock",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel of the checkout."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), "."]
    built = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return zipfile.ZipFile(next(out.glob("countermove-*.whl")))


@pytest.mark.slow
def test_the_wheel_carries_configs_scenarios_style_and_templates(wheel: zipfile.ZipFile) -> None:
    shipped = set(wheel.namelist())
    data = {
        f"sim/_data/{path.relative_to(ROOT).as_posix()}"
        for folder in ("configs", "scenarios")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert len(data) > 5
    assert data <= shipped
    beside = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "sim").rglob("*")
        if path.is_file()
        and "_data" not in path.parts
        and path.suffix in (".py", ".mplstyle", ".j2", ".csv")
    }
    assert "sim/report/countermove.mplstyle" in beside
    assert beside <= shipped


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"sim"}
    entry = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "countermove = sim.cli.main:main" in wheel.read(entry).decode()
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    pinned = [block for block in blocks if not block.startswith("#")]
    assert len(pinned) > 3
    for block in pinned:
        assert re.match(r"[a-z0-9-]+==\S+", block), block.splitlines()[0]
        assert "--hash=sha256:" in block
    assert not re.search(r"https?:|file:|index|find-links|trusted-host|(?:^|\s)/", text)


def test_the_locks_agree_and_satisfy_what_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    core, dev, docs = pins(LOCKS[0]), pins(LOCKS[1]), pins(LOCKS[3])
    assert core.items() <= dev.items()
    assert core.items() <= docs.items()
    assert all(dev[name] == docs[name] for name in dev.keys() & docs.keys())
    for wanted, lock in ((project["dependencies"], core), (extras["dev"], dev),
                         (extras["docs"], docs)):  # fmt: skip
        for line in wanted:
            requirement = Requirement(line)
            version = Version(lock[requirement.name.lower()])
            assert version in requirement.specifier, line


def test_one_version_of_each_package_on_every_python() -> None:
    for name in LOCKS:
        text = (ROOT / name).read_text(encoding="utf-8")
        names = re.findall(r"^([a-z0-9-]+)==", text, flags=re.M)
        assert len(names) == len(set(names))


def test_the_version_is_told_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {project['version']}" in changelog


def pins(name: str) -> dict[str, str]:
    """Package → version of a lock."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, flags=re.M))
