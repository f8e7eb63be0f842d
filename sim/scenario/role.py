"""The roles of a workshop beside the seats: no actor may have the name of one."""

from __future__ import annotations

FACILITATOR = "facilitator"
"""Runs the game and sees everything."""
CLOCK = "clock"
"""Does what happens by itself: closes orders in time, leads a self-running session."""
PROJECTOR = "projector"
OBSERVER = "observer"
"""Sees what is public; "observer:UK" also sees that seat, one turn late."""
HOST = "host"
"""May open further sessions on the same server."""
PUBLIC = "public"
"""What everybody may see, and who is addressed by a public statement."""

ROLES = (FACILITATOR, CLOCK, PROJECTOR, OBSERVER, HOST, PUBLIC)
EVERYBODY = ("all", "everybody", "everyone", "all players", "all seats", "all teams", "all actors",
             "all cells", PUBLIC)  # fmt: skip
"""How a list of receivers names every seat."""
RESERVED = frozenset(
    (*ROLES, *EVERYBODY, "nobody", "no one", "none", "hobbyist", "unsure", "adversary",
     "white", "white cell")
)  # fmt: skip
"""Names with a meaning of their own in the workshop, in small letters."""


def is_reserved(name: str) -> bool:
    """Tell whether a name means a role, or nobody, or everybody; case and spacing do not count."""
    plain = " ".join(name.replace("_", " ").replace(":", " ").lower().split())
    return plain in RESERVED or plain.startswith(f"{OBSERVER} ")
