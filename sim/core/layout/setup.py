"""Everything that stays fixed during a run, as one record that the kernels can read.

The scenario layer compiles a `Setup` from YAML. Index letters used throughout: i the actor that
acts, observes or is the victim; j the other one; h a host; o an option (an action of one actor
toward one target); k a kind of kit; s a site.
"""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.capacity import (
    MAX_ACTIONS,
    MAX_ACTORS,
    MAX_COLUMNS,
    MAX_ELECTIONS,
    MAX_INJECTS,
    MAX_OPTIONS,
    MAX_SERIES,
    MAX_SITES,
    MAX_UNITS,
)  # fmt: skip
from sim.core.layout.record import record_dtype
from sim.core.layout.state import ACTOR_STATE, N_KITS, N_MOTIONS, N_SCALES, PAIR_STATE, SYSTEM_STATE

COUNTS = (
    "n_actors", "n_options", "n_units", "n_sites", "n_injects", "n_elections", "n_columns",
    "n_series",
)  # fmt: skip
ADVISERS, EW_SUITE, COUNTER_DRONE, FRONTLINE_UNIT, AIR_POLICING = range(N_KITS)
KIT_NAMES = ("advisers", "ew_suite", "counter_drone", "frontline_unit", "air_policing")
NOBODY = -1

EFFECTS = (
    "none",  # felt and read by its target, nothing else
    "sighting",  # a drone over a site: seen or not, whose it is stays open
    "covert",  # deniable: noticed or not, attributed or not
    "encounter",  # manned aircraft or ships close to each other
    "deploy",  # a kit goes to a host
    "recall",  # a kit comes home
    "request",  # a host asks an ally for kit
    "standing_order",  # drones over own soil may be brought down
    "attribution",  # an incident is publicly attributed to a state
    "counter_narrative",  # public communication that steadies the alliance
    "disinformation",  # a campaign that wears at the alliance; as deniable as a covert act
    "motion",  # needs the members' votes
    "offer",  # terms for an end, talked over; two of them settle a dispute
    "talks",  # a word in private: while it lasts, less is feared and less goes wrong
    "alert",  # own fighters meet more intruders while it stands
)
(
    NO_EFFECT, SIGHTING, COVERT, ENCOUNTER, DEPLOY, RECALL, REQUEST, STANDING_ORDER,
    ATTRIBUTION, COUNTER_NARRATIVE, DISINFORMATION, MOTION, OFFER, TALKS, ALERT,
) = range(len(EFFECTS))  # fmt: skip

DOMAINS = (
    "none", "diplomatic", "information", "air", "electromagnetic", "cyber", "covert", "military",
    "kinetic", "alliance",
)  # fmt: skip
"""What an answer in kind is in."""
MOTIONS = ("none", "article_4", "vigilance", "reinforce", "article_5")
NO_MOTION, ARTICLE_4, VIGILANCE, REINFORCE, ARTICLE_5 = range(N_MOTIONS)

NEEDS = (
    "none",
    "attribution",  # posterior above the actor's threshold for the rung
    "own_kit_deployed",
    "host_request_and_stock",
    "defence_on_soil",  # own or hosted kit that can bring a drone down
    "recent_contact",  # the other's aircraft were near within the last weeks
    "high_rung",  # rung 8 or above between the two within the last weeks
    "attributed_attack",  # rung 9 or above, attributed
)
(
    NO_NEED, NEEDS_ATTRIBUTION, NEEDS_OWN_KIT, NEEDS_REQUEST, NEEDS_DEFENCE,
    NEEDS_CONTACT, NEEDS_HIGH_RUNG, NEEDS_ATTACK,
) = range(len(NEEDS))  # fmt: skip


MILITARISED_LEVEL, FORCE_LEVEL, WAR_LEVEL = 2, 4, 5
"""MID's levels of hostility: 1 none, 2 threat, 3 display, 4 use of force, 5 war."""

ACTION = record_dtype(
    ("deniability", "offensive", "defensive", "cost_meur", "upkeep_meur_week", "severity",
     "response_mark", "duration_days", "p_accident", "objects",
     "provocation",  # by how much more, or less, than by its rung it is answered; 0: never
     "reluctance",  # what speaks against it as an answer, in nats
     "harm_meur"),  # what one costs its target, in million euros
    ("rung", "mid_level", "effect", "kit", "motion", "need", "is_hostile", "is_air", "domain",
     "is_evident"),  # its effect cannot be missed, whoever did it
)  # fmt: skip
ACTOR = record_dtype(
    (
        "budget_meur_day",
        "weight",  # 0-1, its part of the alliance's costs and of its voice
        "dependence",  # 0-1, how much it has to lose in the adversary's trade and energy
        "resolve",  # log-odds, its leaning to support and to stay
    ),
    ("alliance", "is_alliance", "is_focus", "main_adversary", "first_site", "end_site"),
)
PAIR = record_dtype(
    ("belief", "campaign", "contact"),
    (
        "is_adversary", "is_ally",
        "may_fly",  # 1 where i has drones to fly over j
    ),
)  # fmt: skip
UNIT = record_dtype((), ("owner", "kit"))
SITE = record_dtype(("cumulative_weight", "severity_factor"), ("is_airport",))
INJECT = record_dtype(("day",), ("option",))
BY_CRISIS = -1
"""A turn is taken day by day where it begins in a crisis."""
CLOCK = record_dtype(
    ("days_per_turn", "quiet_days"),
    (
        "turns",
        "parts",  # days of a turn that is taken day by day
        "by_day",  # whether a turn is: 1, 0, or BY_CRISIS
        "routine_rung",
        "sighting_action",
    ),
)
KIT = record_dtype(
    ("dprime", "detection", "miss_ew", "miss_physical", "intercept", "upkeep_meur_week",
     "delay_days"),
    ("action",),
)  # fmt: skip


MENU = np.dtype(
    (
        np.record,
        [
            # options of i toward j: first[i, j] up to, not including, first[i, j + 1];
            # all options of i end at first[i, MAX_ACTORS]
            ("first", np.int64, (MAX_ACTORS, MAX_ACTORS + 1)),
            ("actor", np.int64, (MAX_OPTIONS,)),
            ("target", np.int64, (MAX_OPTIONS,)),
            ("action", np.int64, (MAX_OPTIONS,)),
            ("key", np.uint64, (MAX_OPTIONS,)),  # its luck: named after actor, action, target
            ("count_word", np.uint64, (MAX_OPTIONS,)),  # word of the draw of how many acts
            ("tempo", np.float64, (MAX_OPTIONS,)),  # acts a day at neutral motives
            ("rung", np.float64, (MAX_OPTIONS,)),
            ("offensive", np.float64, (MAX_OPTIONS,)),
            ("deniability", np.float64, (MAX_OPTIONS,)),
            ("mid_level", np.float64, (MAX_OPTIONS,)),  # 1 none to 5 war
            ("hazard", np.float64, (MAX_OPTIONS,)),  # 0-1: ten accidents in a hundred acts are 1
            ("cost_meur", np.float64, (MAX_OPTIONS,)),  # outlay with four weeks' upkeep
            ("is_drone", np.float64, (MAX_OPTIONS,)),
            ("is_aid", np.float64, (MAX_OPTIONS,)),
            ("is_request", np.float64, (MAX_OPTIONS,)),
            ("is_recall", np.float64, (MAX_OPTIONS,)),
            ("averts", np.float64, (MAX_OPTIONS,)),  # share of seen drones that one more stops
            # chance that one whose kind nobody knows would answer it
            ("draws_answer", np.float64, (MAX_OPTIONS,)),
            ("is_listed", np.float64, (MAX_OPTIONS,)),  # policies may take it, not people alone
        ],
    )
)
"""All options, sorted by actor and target; one array a property, so that loops vectorise."""

Menu = np.record
"""A record laid out as MENU."""


@kernel
def own_options(menu: Menu, i: int) -> tuple[int, int]:
    """Return the first option of actor i, and the one after its last."""
    return menu.first[i, 0], menu.first[i, MAX_ACTORS]


Setup = np.record
"""A record laid out by `setup_dtype`: one compiled scenario."""


def setup_dtype(parameters: np.dtype, decays: np.dtype, policy: np.dtype) -> np.dtype:
    """Return the layout of a compiled scenario.

    One record with room for the largest scenario, not a tuple of arrays: kernels pass it as one
    pointer, and all scenarios share one compiled program. `parameters` holds every declared
    parameter, `decays` the factor by which each stock shrinks in a turn, `policy` the parameters of
    all policy families.
    """
    return np.dtype(
        (
            np.record,
            [
                *((name, np.int64) for name in COUNTS),
                ("clock", CLOCK),
                ("parameters", parameters),
                ("decays", decays, (2,)),  # over a whole turn, over one of its days
                ("actors", ACTOR, (MAX_ACTORS,)),
                ("pairs", PAIR, (MAX_ACTORS, MAX_ACTORS)),
                ("start_system", SYSTEM_STATE),
                ("start_actors", ACTOR_STATE, (MAX_ACTORS,)),
                ("start_pairs", PAIR_STATE, (MAX_ACTORS, MAX_ACTORS)),
                ("policies", policy, (MAX_ACTORS,)),
                ("menu", MENU),
                ("actions", ACTION, (MAX_ACTIONS,)),
                # the rung on which each actor sees each act: its private ladder
                ("rungs", np.int64, (MAX_ACTORS, MAX_ACTIONS)),
                ("scales", np.float64, (MAX_ACTIONS, N_SCALES)),
                ("kits", KIT, (N_KITS,)),
                ("units", UNIT, (MAX_UNITS,)),
                ("sites", SITE, (MAX_SITES,)),
                ("injects", INJECT, (MAX_INJECTS,)),
                ("election_days", np.float64, (MAX_ELECTIONS,)),
                ("name_keys", np.uint64, (MAX_ACTORS,)),  # the luck of an actor
                ("columns", np.int64, (MAX_COLUMNS, 3)),  # outcome number, i, j
                ("series", np.int64, (MAX_SERIES, 3)),
            ],
        )
    )
