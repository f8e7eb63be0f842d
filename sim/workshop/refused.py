"""What a session says no to."""

from __future__ import annotations

from sim.core.errors import CountermoveError


class Refused(CountermoveError):
    """A command that cannot be carried out now; its text is fit to be shown to whoever gave it.

    `field` names the part of the command that is wrong, where one is.
    """

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field
