"""What the ODD page tells is read off the code: layouts, luck, who reads which parameter."""

from __future__ import annotations

import ast

from docs.table import declared, layout, luck, source, submodel
from docs.write import FOLDER
from sim.core.layout import state
from sim.core.layout.state import PAIR_STATE, SYSTEM_STATE
from sim.outcomes.registry import OUTCOMES
from sim.policies.registry import FAMILIES
from sim.scenario.catalogue import ACTIONS
from sim.scenario.parameter import PARAMETERS
from sim.scenario.preset import preset_names

PAGE = (FOLDER / "odd.md").read_text(encoding="utf-8")
ELEMENTS = (
    "Purpose and patterns", "Entities, state variables and scales",
    "Process overview and scheduling", "Design concepts", "Initialization", "Input data",
    "Submodels",
)  # fmt: skip
CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction",
    "Sensing", "Interaction", "Stochasticity", "Collectives", "Observation",
)  # fmt: skip


def test_it_has_the_elements_and_concepts_of_the_protocol_in_their_order() -> None:
    elements = [line.split(". ", 1)[1] for line in PAGE.splitlines() if line.startswith("## ")]
    assert tuple(elements) == ELEMENTS
    middle = PAGE.split("## 4. ")[1].split("\n## 5. ")[0]
    concepts = [line[4:] for line in middle.splitlines() if line.startswith("### ")]
    assert tuple(concepts) == CONCEPTS


def test_everything_that_is_declared_is_told() -> None:
    names = [*PARAMETERS, *ACTIONS, *preset_names()]
    names += [outcome.name for outcome in OUTCOMES] + [family.name for family in FAMILIES]
    names += [*(PAIR_STATE.names or ()), *(SYSTEM_STATE.names or ())]
    assert [name for name in names if f"| `{name}` |" not in PAGE] == []


def test_a_field_is_told_in_the_words_of_the_comment_beside_it() -> None:
    said = source.remarks(state)
    assert said["PAIR_STATE", "belief"] == "log-odds that j is aggressive"
    assert said["STATE", "stock"] == said["STATE", "on_soil"]
    assert ("STATE", "selves") not in said
    assert "first request day" in layout.state_variables()
    assert layout.unit("spent_meur") == "M EUR"
    assert layout.unit("p_adversary_secure") == "probability"


def test_every_purpose_of_luck_is_told_with_the_place_where_it_is_drawn() -> None:
    rows = luck.luck().splitlines()[2:]
    assert len(rows) == len(luck.purposes()) > 20
    assert [row for row in rows if "`" not in row] == []
    assert any("| disposition | run |" in row for row in rows)
    assert any("| detection | turn |" in row for row in rows)


def test_it_is_known_who_reads_a_parameter() -> None:
    tree = ast.parse(
        "def f(setup, k):\n"
        "    parameters, decays = setup.parameters, setup.decays\n"
        "    return parameters.crisis_autonomous + decays.firmness + setup.kits[k].miss_ew\n"
    )
    read = submodel.reads(tree)
    assert read == ["kit.ew_suite_miss_ew", "firmness.half_life_days", "crisis.autonomous"]
    assert "No reader was found" not in submodel.compiled_parameters()


def test_a_rung_lists_its_acts() -> None:
    bottom = declared.rungs().splitlines()[2]
    assert "`hold`" in bottom
    assert "`quiet_diplomacy`" in bottom
