"""A folder that is opened again: same sessions, same links."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sim.core.errors import ConfigError
from sim.web.app import create_app
from sim.web.hall import Hall
from tests.web.conftest import BASE, new_host


def test_a_reopened_folder_goes_on_with_the_same_links(tmp_path: Path) -> None:
    host = new_host(tmp_path / "session")
    host.lead("advance")
    host.hall.close()
    again = Hall.open(tmp_path / "session")
    assert again.first.id == host.hall.first.id
    with TestClient(create_app(again), base_url=BASE) as client:
        assert "Signal" in client.get(host.links["UK"]).text
    assert again.first.session.view("projector")["turn"]["phase"] == "signal"
    again.close()


def test_a_folder_without_a_session_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no session"):
        Hall.open(tmp_path)
