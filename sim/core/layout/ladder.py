"""The default escalation ladder: twelve rungs, 0 calm to 11 collective defence or war.

Rungs are ordinal. They are compared and counted, never averaged. The crosswalk to other published
ladders is data of the scenario layer; these names are for people.
"""

from __future__ import annotations

SHOTS = 8
MANNED_ENGAGED = 9
LIMITED_STRIKE = 10
WAR = 11
N_RUNGS = 12
TOP_RUNG = 11.0

RUNG_LABELS = (
    "Calm",
    "Protest or request",
    "Covert pressure",
    "Sanctions, overflights",
    "Jamming, kit sent",
    "Swarms, units, Article 4",
    "Border crossed, sabotage",
    "Close encounter",
    "Shots, no deaths",
    "Manned aircraft engaged",
    "Limited strike",
    "Collective defence or war",
)
