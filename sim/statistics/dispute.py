"""Militarised disputes from incidents: how each began, lasted, spread and ended.

The rule that tells where a dispute ends is the engine's (`sim.core.act.episode`): every incident
comes with the number of its dispute.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

SETTLED_LEVEL = 0


def disputes_of(incidents: np.ndarray, horizon_days: float) -> pd.DataFrame:
    """Return one row a dispute, from incident rows of two-actor runs.

    Columns: run, dispute, start, days (first to last day, both counted), incidents,
    highest_level (MID 2-5), reciprocated, deaths, settled. What goes on beyond the horizon ends
    there, as it does in the data.
    """
    table = pd.DataFrame(
        {name: incidents[name] for name in incidents.dtype.names or ()}, copy=False
    )
    settled = table[table.level == SETTLED_LEVEL].groupby(["run", "dispute"]).size()
    acts = table[table.level > SETTLED_LEVEL]
    groups = acts.groupby(["run", "dispute"], sort=True)
    found = groups.agg(
        start=("day", "min"),
        until=("until", "max"),
        incidents=("day", "size"),
        highest_level=("level", "max"),
        sides=("actor", "nunique"),
        first_actor=("actor", "first"),
        deaths=("deaths", "max"),
    )
    end = np.minimum(found.pop("until"), horizon_days)
    found["days"] = np.floor(end - found.start) + 1.0
    found["reciprocated"] = found.pop("sides") > 1
    found["settled"] = found.index.isin(settled.index)
    return found.reset_index()
