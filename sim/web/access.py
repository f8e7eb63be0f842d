"""Who may come in: secret links, of which only hashes are kept, in `access.json`."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from pathlib import Path
from typing import NamedTuple

from sim.core.errors import ConfigError
from sim.store.atomic import PRIVATE, replacing
from sim.workshop.record.disk import explain_disk

FILE_NAME = "access.json"


class Pass(NamedTuple):
    """One link: a public key to name it by, whom it lets in, and the sha256 of its secret."""

    key: str
    viewer: str
    sha256: str
    made: float
    """seconds since the epoch"""


class Access:
    """The links of one session. A secret is told once, when it is made."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self.session, self._passes = _read(self._path)
        self.version = 0
        """grows by one with every change"""

    @property
    def passes(self) -> list[Pass]:
        """All links that work now, oldest first."""
        return list(self._passes)

    def issue(self, viewer: str, now: float) -> str:
        """Make a new link for a viewer and return its secret, which is kept nowhere.

        Raises NotSaved, and makes none, where it cannot be written.
        """
        secret = secrets.token_urlsafe(32)
        new = Pass(secrets.token_hex(4), viewer, _sha256(secret), now)
        self._save([*self._passes, new])
        return secret

    def revoke(self, key: str) -> bool:
        """Close a link for good; False where there is none of that name.

        Raises NotSaved, and closes none, where it cannot be written.
        """
        kept = [item for item in self._passes if item.key != key]
        if len(kept) == len(self._passes):
            return False
        self._save(kept)
        return True

    def holder(self, secret: str) -> Pass | None:
        """The link that a secret belongs to; every link is compared, whichever matches."""
        told, found = _sha256(secret), None
        for item in self._passes:
            if hmac.compare_digest(item.sha256, told):
                found = item
        return found

    def holds(self, item: Pass) -> bool:
        """Whether a link still works."""
        return item in self._passes

    def _save(self, passes: list[Pass]) -> None:
        kept = {"session": self.session, "passes": [item._asdict() for item in passes]}
        with replacing(self._path, PRIVATE, explain_disk) as temporary:
            temporary.write_text(json.dumps(kept, indent=1), encoding="utf-8")
        self._passes = passes
        self.version += 1


def _read(path: Path) -> tuple[str, list[Pass]]:
    if not path.exists():
        return secrets.token_hex(6), []
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return str(kept["session"]), [Pass(**item) for item in kept["passes"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path}: cannot be read; delete it to make new links") from error


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
