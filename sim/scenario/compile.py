"""Turn a checked scenario, its policies and parameters into the arrays that the kernels read."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.core.act.scale import SCALES
from sim.core.arithmetic import LN2, exp, logit
from sim.core.draws import name_key
from sim.core.layout import setup as fixed
from sim.core.layout.capacity import MAX_ACTIONS
from sim.core.layout.record import record_dtype
from sim.core.layout.setup import NOBODY, Setup
from sim.core.layout.state import NEVER
from sim.core.means.accounting import DAYS_PER_YEAR
from sim.outcomes import compiled_columns
from sim.policies.registry import policy_dtype
from sim.scenario.catalogue import ACTIONS, PHYSICAL_DOMAINS, SIGHTING_ACTION, Action
from sim.scenario.compile_menu import set_menu
from sim.scenario.compile_policy import check_exchanges, set_policies
from sim.scenario.fill import fill
from sim.scenario.parameter import PARAMETERS
from sim.scenario.preset import Preset
from sim.scenario.schema import ScenarioFile, Site

HALF_LIVES = {
    "attribution": "attribution.half_life_days",
    "belief": "belief.half_life_days",
    "doubt": "public.half_life_days",
    "cohesion_reversion": "cohesion.reversion_half_life_days",
    "cost_window": "cost.window_half_life_days",
    "firmness": "firmness.half_life_days",
    "request": "request.half_life_days",
    "answer_wear": "answer.wear_half_life_days",
    "response_fast": "response.fast_half_life_days",
    "response_momentum": "response.momentum_half_life_days",
    "response_slow": "response.slow_half_life_days",
    "rung": "rung.half_life_days",
    "sightings_attention": "sightings.attention_half_life_days",
}
"""Which half-life each fading stock has."""
SETUP = fixed.setup_dtype(
    parameters=record_dtype(tuple(parameter.field for parameter in PARAMETERS.values())),
    decays=record_dtype(tuple(HALF_LIVES)),
    policy=policy_dtype(),
)
"""The layout of every compiled scenario."""


def compile_setup(
    file: ScenarioFile, presets: Mapping[str, Preset], parameters: Mapping[str, float]
) -> Setup:
    """Return the record of a scenario, laid out as SETUP.

    Raises ConfigError where exchanges would never die out, ScenarioError where it is too large.
    """
    names = tuple(file.actors)
    setup = np.zeros(1, SETUP)[0]
    setup.n_actors = len(names)
    _set_clock(setup.clock, file)
    for name, parameter in PARAMETERS.items():
        setup.parameters[parameter.field] = parameters[name]
    for stock, name in HALF_LIVES.items():
        for k, days in enumerate((file.days_per_turn, file.days_per_turn / setup.clock.parts)):
            setup.decays[k][stock] = exp(-LN2 * days / parameters[name])
    fill(setup.actions, _actions(file, parameters), "actions")
    scales = [[action.on_scale(scale) for scale in SCALES] for action in ACTIONS.values()]
    fill(setup.scales, np.array(scales), "actions")
    fill(setup.rungs, _rungs(file), "actors")
    fill(setup.kits, _kits(parameters, setup.actions), "kinds of kit")
    fill(setup.actors, _actors(file), "actors")
    _set_pairs(setup.pairs, file, parameters)
    _set_start(setup, file, parameters)
    setup.n_units = fill(setup.units, _units(file), "kits in stock")
    setup.n_sites = fill(setup.sites, _sites(file), "sites")
    setup.n_options = set_menu(setup, file)
    set_policies(setup, names, presets)
    setup.n_injects = fill(setup.injects, _injects(file, setup), "injects")
    days = [(election.date - file.start).days for election in file.elections]
    setup.n_elections = fill(setup.election_days, np.array(sorted(days), float), "elections")
    keys = np.array([name_key("actor", name) for name in names], np.uint64)
    fill(setup.name_keys, keys, "actors")
    rows = compiled_columns(setup, names, only_series=False)
    setup.n_columns = fill(setup.columns, rows, "outcome columns")
    rows = compiled_columns(setup, names, only_series=True)
    setup.n_series = fill(setup.series, rows, "outcome series")
    check_exchanges(setup, names)
    return setup


def _set_clock(clock: np.record, file: ScenarioFile) -> None:
    clock.days_per_turn = file.days_per_turn
    clock.by_day = fixed.BY_CRISIS
    clock.parts = max(1, round(file.days_per_turn))  # of about a day each, in a crisis
    clock.turns = file.turns
    clock.routine_rung = file.routine_rung
    clock.quiet_days = file.quiet_days
    clock.sighting_action = ACTIONS.number(SIGHTING_ACTION)


def _actors(file: ScenarioFile) -> np.ndarray:
    names = list(file.actors)
    actors = np.zeros(len(names), fixed.ACTOR)
    sites = sites_in_order(file)
    for i, (name, spec) in enumerate(file.actors.items()):
        actors[i].budget_meur_day = spec.budget_meur_year / DAYS_PER_YEAR
        actors[i].alliance = NOBODY if spec.member_of is None else names.index(spec.member_of)
        members = [other for other in file.actors.values() if other.member_of == spec.member_of]
        actors[i].weight = spec.weight.value / sum(other.weight.value for other in members)
        actors[i].dependence = spec.dependence.value
        actors[i].resolve = spec.resolve.value
        actors[i].is_alliance = int(spec.kind == "alliance")
        actors[i].is_focus = int(name in file.focus)
        actors[i].main_adversary = names.index(spec.adversaries[0]) if spec.adversaries else NOBODY
        own = [k for k, site in enumerate(sites) if site.host == name]
        actors[i].first_site = own[0] if own else 0
        actors[i].end_site = own[-1] + 1 if own else 0
    return actors


def _set_pairs(pairs: np.ndarray, file: ScenarioFile, parameters: Mapping[str, float]) -> None:
    names = list(file.actors)
    for i, (name, spec) in enumerate(file.actors.items()):
        for j, other in enumerate(names):
            pair = pairs[i, j]
            hostile = other in spec.adversaries
            pair.is_adversary = int(hostile)
            pair.is_ally = int(
                i != j and not hostile and name not in file.actors[other].adversaries
            )
            pair.belief = spec.beliefs[other].value if other in spec.beliefs else 0.0
            p = parameters["attribution.prior"]
            if other in spec.suspicion:
                p = spec.suspicion[other].value
            pair.campaign = logit(p)
            pair.contact = sum(
                theatre.contact
                for theatre in file.theatres
                if name in theatre.present and other in theatre.present
            )


def _set_start(setup: Setup, file: ScenarioFile, parameters: Mapping[str, float]) -> None:
    setup.start_system.cohesion = parameters["cohesion.start"]
    setup.start_system.days = file.days_per_turn
    setup.start_system.lowest_cohesion = parameters["cohesion.start"]
    setup.start_actors["first_request_day"] = NEVER
    setup.start_actors["first_kit_day"] = NEVER
    setup.start_actors["next_due"] = NEVER
    setup.start_pairs["dispute_end"] = NEVER
    setup.start_pairs["offer_day"] = NEVER
    setup.start_pairs["crisis_day"] = NEVER
    setup.start_pairs["belief"] = setup.pairs["belief"]
    setup.start_pairs["campaign"] = setup.pairs["campaign"]
    names = list(file.actors)
    for i, spec in enumerate(file.actors.values()):
        for other, judged in spec.grievance.items():
            setup.start_pairs[i, names.index(other)].felt_slow = judged.value


def _rungs(file: ScenarioFile) -> np.ndarray:
    """The rung on which each actor sees each act: its private ladder where the file gives one."""
    rungs = np.zeros((len(file.actors), MAX_ACTIONS), np.int64)
    for i, spec in enumerate(file.actors.values()):
        seen = [spec.ladder.get(name, action.rung) for name, action in ACTIONS.items()]
        rungs[i, : len(seen)] = seen
    return rungs


def _actions(file: ScenarioFile, parameters: Mapping[str, float]) -> np.ndarray:
    actions = np.zeros(len(ACTIONS), fixed.ACTION)
    floats = ("deniability", "offensive", "defensive", "cost_meur", "upkeep_meur_week", "severity",
              "response_mark", "duration_days", "p_accident", "objects", "provocation",
              "reluctance", "harm_meur", "rung", "mid_level", "is_evident")  # fmt: skip
    for k, action in enumerate(ACTIONS.values()):
        for name in floats:
            actions[k][name] = getattr(action, name)
        override = file.actions.get(action.id)
        for name, value in (override.model_dump(exclude_none=True) if override else {}).items():
            actions[k][name] = value
        _code(actions[k], action)
    return actions


def _code(record: np.record, action: Action) -> None:
    record.effect = fixed.EFFECTS.index(action.effect)
    record.kit = fixed.KIT_NAMES.index(action.kit) if action.kit != "none" else NOBODY
    record.motion = fixed.MOTIONS.index(action.motion)
    record.need = fixed.NEEDS.index(action.need)
    record.domain = fixed.DOMAINS.index(action.domain)
    record.is_hostile = int(action.kind == "hostile")
    record.is_air = int(action.domain in PHYSICAL_DOMAINS)


def _kits(parameters: Mapping[str, float], actions: np.ndarray) -> np.ndarray:
    kits = np.zeros(fixed.N_KITS, fixed.KIT)
    for k, kit in enumerate(fixed.KIT_NAMES):
        for name in ("dprime", "detection", "miss_ew", "miss_physical", "intercept", "delay_days"):
            kits[k][name] = parameters.get(f"kit.{kit}_{name}", 0.0)
        sends = [n for n, action in enumerate(ACTIONS.values()) if action.kit == kit]
        kits[k].action = sends[0]
        kits[k].upkeep_meur_week = actions[sends[0]].upkeep_meur_week
    return kits


def _units(file: ScenarioFile) -> np.ndarray:
    rows = [
        (i, k)
        for i, spec in enumerate(file.actors.values())
        for k, kit in enumerate(fixed.KIT_NAMES)
        for _ in range(spec.stock.get(kit, 0))  # type: ignore[call-overload]
    ]
    units = np.zeros(len(rows), fixed.UNIT)
    for u, (owner, kit) in enumerate(rows):
        units[u].owner, units[u].kit = owner, kit
    return units


def sites_in_order(file: ScenarioFile) -> list[Site]:
    """Return the sites by host, in the order of the actors."""
    names = list(file.actors)
    return sorted(file.sites, key=lambda site: names.index(site.host))


def _sites(file: ScenarioFile) -> np.ndarray:
    ordered = sites_in_order(file)
    sites = np.zeros(len(ordered), fixed.SITE)
    for k, site in enumerate(ordered):
        own = [other.weight for other in ordered if other.host == site.host]
        reached = [other.weight for other in ordered[: k + 1] if other.host == site.host]
        sites[k].cumulative_weight = sum(reached) / sum(own)
        sites[k].severity_factor = site.severity_factor
        sites[k].is_airport = int(site.kind == "airport")
    return sites


def _injects(file: ScenarioFile, setup: Setup) -> np.ndarray:
    menu = setup.menu
    names, ids = list(file.actors), list(ACTIONS)
    injects = np.zeros(len(file.injects), fixed.INJECT)
    for k, inject in enumerate(file.injects):
        wanted = (names.index(inject.actor), names.index(inject.target), ids.index(inject.action))
        n = setup.n_options
        options = list(zip(menu.actor[:n], menu.target[:n], menu.action[:n], strict=True))
        injects[k].day = (inject.date - file.start).days
        injects[k].option = options.index(wanted)
    return injects
