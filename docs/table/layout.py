"""State variables, read off the layouts of the records that hold them."""

from __future__ import annotations

import re
from types import ModuleType

import numpy as np

from docs.table.markdown import code, table
from docs.table.source import remarks
from sim.core.layout import capacity as limits
from sim.core.layout import setup, state
from sim.scenario.compile import SETUP

UNITS = {
    "_meur_day": "M EUR a day",
    "_meur_week": "M EUR a week",
    "_meur": "M EUR",
    "_days": "days",
    "_day": "day",
    "_rung": "rung",
}
"""Units stand in names."""
TYPES = {"float64": "real", "int64": "whole", "uint64": "key"}
ABBREVIATED = {"meur": "M EUR", "p": "probability of"}


def state_variables() -> str:
    """Return one table a record: what changes during a run."""
    return _records(state, state)


def fixed_attributes() -> str:
    """Return one table a record: what stays fixed during a run."""
    return _records(setup, state)


def _records(module: ModuleType, *also: ModuleType) -> str:
    own = _layouts(module)
    known = {name: layout for part in (module, *also) for name, layout in _layouts(part).items()}
    said = remarks(module)
    parts = []
    for name, layout in own.items():
        rows = [
            (code(field), *_kind(layout[field], known), unit(field), said.get((name, field), ""))
            for field in layout.names or ()
        ]
        title = name.replace("_", " ").capitalize()
        parts.append(f"**{title}** (`{name}`)")
        parts.append(table(("field", "type", "for each", "unit", "meaning"), _say(rows)))
    return "\n\n".join(parts)


def _layouts(module: ModuleType) -> dict[str, np.dtype]:
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, np.dtype) and _is_defined_in(module, name)
    }


def _is_defined_in(module: ModuleType, name: str) -> bool:
    path = str(module.__file__)
    with open(path, encoding="utf-8") as file:
        return re.search(rf"^{name} = ", file.read(), re.MULTILINE) is not None


def _kind(field: np.dtype, known: dict[str, np.dtype]) -> tuple[str, str]:
    """Return type and shape of a field: real, whole, a key, or another record."""
    inner, shape = field.subdtype or (field, ())
    named = [name for name, layout in known.items() if layout == inner and layout.names]
    text = TYPES.get(str(inner)) or (code(named[0]) if named else "record")
    return text, " × ".join(map(str, shape))


def unit(field: str) -> str:
    """Return the unit that a field's name tells."""
    if field.startswith("p_"):
        return "probability"
    return next((word for end, word in UNITS.items() if field.endswith(end)), "")


def _say(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Put a name's own words where no comment says more."""
    said = []
    for field, *middle, meaning in rows:
        words = " ".join(ABBREVIATED.get(w, w) for w in field.strip("`").split("_") if w)
        said.append((field, *middle, meaning or words))
    return said


def capacity() -> str:
    """Return what the records have room for."""
    room = [(n.removeprefix("MAX_").lower().replace("_", " "), v)
              for n, v in vars(limits).items() if n.startswith("MAX_")]  # fmt: skip
    return table(("at most", "number"), room) + (
        f"\n\nA compiled scenario takes {SETUP.itemsize:,} bytes, the state of a run "
        f"{state.STATE.itemsize:,}."
    )
