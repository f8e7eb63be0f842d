"""Sessions for the tests of the workshop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.workshop import Session
from tests.workshop.table import Wrist, sit_down


@pytest.fixture
def table(tmp_path: Path) -> Iterator[tuple[Session, Wrist]]:
    """A fresh session that four people play, and its clock."""
    session, clock = sit_down(tmp_path / "friday")
    yield session, clock
    session.close()
