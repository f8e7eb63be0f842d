"""Links: only hashes are kept, closed ones stay closed, and nothing is told to strangers."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from sim.core.errors import ConfigError
from sim.web.access import Access
from tests.web.conftest import Host


def test_a_secret_opens_what_it_was_made_for(tmp_path: Path) -> None:
    access = Access(tmp_path)
    secret = access.issue("UK", 1.0)
    found = access.holder(secret)
    assert found is not None
    assert found.viewer == "UK"
    assert access.holder(secret[:-1]) is None
    assert access.holder("") is None
    assert access.holder("\ud800") is None


def test_only_a_hash_is_kept_and_only_the_owner_may_read_it(tmp_path: Path) -> None:
    secret = Access(tmp_path).issue("UK", 1.0)
    path = tmp_path / "access.json"
    assert secret not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(json.loads(path.read_text())["passes"][0]["sha256"]) == 64
    assert [item.name for item in tmp_path.iterdir()] == ["access.json"]


def test_links_outlive_the_server_and_revoking_outlives_it_too(tmp_path: Path) -> None:
    access = Access(tmp_path)
    kept, closed = access.issue("UK", 1.0), access.issue("Russia", 2.0)
    assert access.revoke(access.passes[1].key)
    assert not access.revoke("nothing")
    again = Access(tmp_path)
    assert again.session == access.session
    assert again.holder(kept) is not None
    assert again.holder(closed) is None


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "access.json").write_text("{")
    with pytest.raises(ConfigError, match=r"access\.json"):
        Access(tmp_path)


def test_no_secret_is_in_the_folder_of_a_session(host: Host) -> None:
    host.lead("advance", "advance")
    content = b"".join(path.read_bytes() for path in host.hall.home.rglob("*") if path.is_file())
    for link in host.links.values():
        assert link.removeprefix("/join/").encode() not in content
