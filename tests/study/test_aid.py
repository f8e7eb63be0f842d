"""One treatment at a time: kit is sent or it is not, and all the rest is the same crisis."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from sim.core.errors import ConfigError
from sim.crisis import trace
from sim.montecarlo import run_many
from sim.scenario import Scenario, load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.scenario.load import find_scenario
from sim.study.aid import (
    AIDS,
    MIXED,
    NOTHING,
    PROVOKES,
    STABILISES,
    UNCLEAR,
    UNITS_SENT,
    Parties,
    _outcomes,
    _row,
    account_table,
    parties,
    verdict,
    with_aid,
)

WHO = Parties("Belgium", "UK", "Russia")


@pytest.fixture(scope="module")
def belgium() -> Scenario:
    return load_scenario("belgium_2025")


def deploys(action: str) -> bool:
    return ACTIONS[action].effect == "deploy"


def plain(scenario: Scenario) -> dict[str, Any]:
    return scenario.file.model_dump(mode="json")


def column(scenario: Scenario, name: str, runs: int = 200) -> np.ndarray:
    outcomes = run_many(scenario.setup, 3, 0, runs).outcomes
    return outcomes[:, [found.name for found in scenario.columns].index(name)]


def changed(scenario: Scenario, who: Parties, aid: str, runs: int, seed: int) -> dict[str, Any]:
    """Return the row of the account for one aid in one scenario."""
    before = _outcomes(with_aid(scenario, who, NOTHING), who, runs, seed)
    return _row(
        "any", "usual", aid, before, _outcomes(with_aid(scenario, who, aid), who, runs, seed)
    )


# Who asks whom, against whom


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("belgium_2025", WHO),
        ("belgium_years", WHO),
        ("baltic_gnss", Parties("Estonia", "Finland", "Russia")),
        ("black_sea_intercept", Parties("Romania", "UK", "Russia")),
        ("poland_2025", Parties("Poland", "Germany", "Russia")),
    ],
)
def test_the_host_asks_its_first_supporter_for_help_against_its_first_adversary(
    name: str, expected: Parties
) -> None:
    assert parties(load_scenario(name)) == expected


def test_where_nobody_asks_there_is_no_question() -> None:
    with pytest.raises(ConfigError, match="nobody in generic_dyad who has sites asks for support"):
        parties(load_scenario("generic_dyad"))


def test_who_asks_but_has_no_sites_is_passed_over(belgium: Scenario) -> None:
    """No harm is counted over a country without sites: it could not tell one aid from another."""
    abroad = [site for site in belgium.file.sites if site.host != "Belgium"]
    bare = replace(belgium, file=belgium.file.model_copy(update={"sites": abroad}))
    with pytest.raises(ConfigError, match="nobody in belgium_2025 who has sites"):
        parties(bare)


def test_harm_is_the_hosts_alone_where_the_supporter_has_no_sites() -> None:
    """London's aircraft meet Moscow's over the Black Sea; its own soil is far away."""
    black_sea = load_scenario("black_sea_intercept")
    who = parties(black_sea)
    assert who == Parties("Romania", "UK", "Russia")
    bare = with_aid(black_sea, who, NOTHING)
    found = _outcomes(bare, who, 200, 3)
    assert np.array_equal(found["severity"], column(bare, "hostile_severity.Romania"))
    assert found["severity"].any()


# What is the same


@pytest.mark.parametrize("kit", [NOTHING, *AIDS])
def test_only_kit_tempos_of_deployment_and_injects_change(belgium: Scenario, kit: str) -> None:
    before, after = plain(belgium), plain(with_aid(belgium, WHO, kit))
    sent = after["injects"][len(before["injects"]) :]
    assert after["injects"][: len(before["injects"])] == before["injects"]
    assert len(sent) == (0 if kit == NOTHING else UNITS_SENT)
    for act in sent:
        assert (act["actor"], act["target"]) == ("UK", "Belgium")
        assert ACTIONS[act["action"]].kit == kit
    stock = after["actors"]["UK"]["stock"]
    assert stock == ({} if kit == NOTHING else {kit: UNITS_SENT})
    for content in (before, after):
        del content["injects"], content["actors"]["UK"]["stock"]
        for actor in content["actors"].values():
            actor["tempo"] = [row for row in actor["tempo"] if not deploys(row["action"])]
    assert after == before


def test_a_file_without_injects_and_tempos_will_do(tmp_path: Path) -> None:
    content = yaml.safe_load(find_scenario("black_sea_intercept").read_text(encoding="utf-8"))
    content.pop("injects", None)
    content["actors"]["NATO"].pop("tempo")
    path = tmp_path / "sparse.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    sparse = load_scenario(path)
    treated = with_aid(sparse, parties(sparse), "advisers")
    assert len(treated.file.injects) == UNITS_SENT
    assert treated.file.actors["NATO"].tempo == []


def test_policies_parameters_and_name_are_kept() -> None:
    scenario = load_scenario("belgium_2025", {"Russia": "spiral"}, {"attribution.dprime": 0.3})
    treated = with_aid(scenario, WHO, "ew_suite")
    assert treated.policies == scenario.policies
    assert treated.parameters == scenario.parameters
    assert treated.name == scenario.name


@pytest.mark.parametrize("kit", [NOTHING, *AIDS])
def test_nobody_deploys_of_its_own_accord(belgium: Scenario, kit: str) -> None:
    """The treatment is the only kit: no policy can add to it or take from it."""
    treated = with_aid(belgium, WHO, kit)
    for actor in treated.file.actors.values():
        assert not any(deploys(row.action) for row in actor.tempo)
    assert set(column(treated, "deployments.UK") if kit != NOTHING else [0.0]) == (
        {0.0} if kit == NOTHING else {float(UNITS_SENT)}
    )


def test_where_nothing_is_sent_the_supporter_sends_nothing(belgium: Scenario) -> None:
    """The alliance may still vote for an operation of its own, in every cell alike."""
    bare, treated = (with_aid(belgium, WHO, kit) for kit in (NOTHING, "ew_suite"))

    def sent(scenario: Scenario, actor: str) -> list[str]:
        events = itertools.chain.from_iterable(trace(scenario, 3, run) for run in range(20))
        found = [event for event in events if event.note == "sent" and event.actor == actor]
        return [event.action for event in found]

    assert sent(bare, "UK") == []
    assert sent(treated, "UK") == ["deploy_ew_suite"] * UNITS_SENT * 20


def test_cells_meet_the_same_luck(belgium: Scenario) -> None:
    """Nothing can differ before the kit arrives: the first week is the same in every run."""
    bare, treated = (with_aid(belgium, WHO, kit) for kit in (NOTHING, "ew_suite"))
    one, other = (
        run_many(s.setup, 3, 0, 200, series_runs=200).series[
            :, :, s.series.index("incursions.Belgium")
        ]
        for s in (bare, treated)
    )
    assert np.array_equal(one[:, 0], other[:, 0])
    assert not np.array_equal(one[:, -1], other[:, -1])


def test_the_same_aid_twice_changes_nothing(belgium: Scenario) -> None:
    one, other = (_outcomes(with_aid(belgium, WHO, "advisers"), WHO, 100, 3) for _ in range(2))
    for name, values in one.items():
        assert np.array_equal(values, other[name], equal_nan=True)


def test_a_day_after_the_end_is_refused(tmp_path: Path) -> None:
    """A scenario of two days is over before the decision."""
    content = yaml.safe_load(find_scenario("belgium_2025").read_text(encoding="utf-8"))
    content |= {"turns": 2, "days_per_turn": 1, "injects": []}
    path = tmp_path / "brief.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    brief = load_scenario(path)
    assert with_aid(brief, WHO, NOTHING).turns == 2
    with pytest.raises(ConfigError, match=r"brief: injects\[0\].date"):
        with_aid(brief, WHO, "ew_suite")


# What it is called

BELOW, AROUND, ABOVE = (-2.0, -1.0), (-1.0, 1.0), (1.0, 2.0)
TRUTH = {
    (BELOW, BELOW): STABILISES,
    (BELOW, AROUND): STABILISES,
    (AROUND, BELOW): STABILISES,
    (ABOVE, ABOVE): PROVOKES,
    (ABOVE, AROUND): PROVOKES,
    (AROUND, ABOVE): PROVOKES,
    (BELOW, ABOVE): MIXED,
    (ABOVE, BELOW): MIXED,
    (AROUND, AROUND): UNCLEAR,
}


@pytest.mark.parametrize(
    ("severity", "encounter"), list(itertools.product((BELOW, AROUND, ABOVE), repeat=2))
)
def test_a_verdict_needs_an_interval_without_zero(
    severity: tuple[float, float], encounter: tuple[float, float]
) -> None:
    row = {
        "severity_low": severity[0], "severity_high": severity[1],
        "close_encounter_low": encounter[0], "close_encounter_high": encounter[1],
    }  # fmt: skip
    assert verdict(row) == TRUTH[severity, encounter]


def test_an_interval_that_touches_zero_is_no_effect() -> None:
    row = {"severity_low": 0.0, "severity_high": 3.0,
           "close_encounter_low": -3.0, "close_encounter_high": 0.0}  # fmt: skip
    assert verdict(row) == UNCLEAR


def measured(severity_without: float) -> dict[str, Any]:
    """Return a row in which harm falls by 5 (4 to 6) and close encounters in 5 runs of 100."""
    row: dict[str, Any] = {"severity_without": severity_without, "incursions_without": 10.0}
    for end, change in (("_change", -5.0), ("_low", -6.0), ("_high", -4.0)):
        row[f"severity{end}"] = row[f"incursions{end}"] = change
        row[f"close_encounter{end}"] = change / 100.0
    return row


def test_shares_are_of_what_happens_without_aid_and_points_are_in_100_runs() -> None:
    row = account_table([measured(severity_without=50.0)]).iloc[0]
    ends = ("", "_low", "_high")
    assert [row[f"severity_share{end}"] for end in ends] == [-10.0, -12.0, -8.0]
    assert [row[f"incursions_share{end}"] for end in ends] == [-50.0, -60.0, -40.0]
    assert [row[f"encounter_points{end}"] for end in ends] == pytest.approx([-5.0, -6.0, -4.0])


def test_a_share_of_nothing_is_no_number() -> None:
    table = account_table([measured(severity_without=0.0)])
    assert np.isnan(table.loc[0, "severity_share"])


# What it does


@pytest.mark.slow
@pytest.mark.parametrize("seed", [7, 8])
def test_jamming_helps_against_an_opportunist_and_front_lines_provoke_a_spiral(seed: int) -> None:
    """The models' disagreement, in one line each: deterrence and the spiral (Jervis 1976)."""
    bold = load_scenario("belgium_2025", {"Russia": "opportunist"})
    helped = changed(bold, WHO, "ew_suite", 800, seed)
    assert helped["severity_high"] < -0.1 * helped["severity_without"]
    assert helped["incursions_high"] < 0.0
    assert helped["verdict"] == STABILISES
    afraid = load_scenario("belgium_2025", {"Russia": "spiral"})
    provoked = changed(afraid, WHO, "frontline_unit", 800, seed)
    assert provoked["severity_low"] > 0.1 * provoked["severity_without"]
    assert provoked["close_encounter_low"] > 0.0
    assert provoked["verdict"] == PROVOKES
    assert provoked["read_as_offensive"] > helped["read_as_offensive"] + 0.2
