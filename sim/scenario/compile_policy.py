"""Put the presets of all actors into the policy records that the kernels read."""

from __future__ import annotations

from collections.abc import Mapping

from sim.core.errors import ConfigError
from sim.core.layout.setup import Setup
from sim.policies.exchange import answers_per_act
from sim.policies.registry import family_number
from sim.scenario.body import BODIES
from sim.scenario.catalogue import ACTIONS
from sim.scenario.preset import Preset

LARGEST_BRANCHING = 0.95
"""Acts that one act sets off, answers and its own side's next ones; at 1 they never die out."""


def set_policies(
    setup: Setup,
    names: tuple[str, ...],
    presets: Mapping[str, Preset],
) -> None:
    """Write every actor's policy; its menu must have been compiled before.

    Raises ConfigError where a policy names an act that its actor does not have.
    """
    for i, name in enumerate(names):
        preset, policy = presets[name], setup.policies[i]
        policy.family = family_number(preset.family)
        for key, value in preset.parameters.items():
            policy[key] = value
        if preset.body:
            BODIES[preset.body].compile(preset.text, policy, setup, i, names, f"policies.{name}")


def check_exchanges(setup: Setup, names: tuple[str, ...]) -> None:
    """Raise ConfigError where acts would set off so many answers that exchanges never die out."""
    answers, option = answers_per_act(setup)
    answers += float(setup.parameters.response_momentum_branching)
    if answers >= LARGEST_BRANCHING:
        menu = setup.menu
        actor, target = names[menu.actor[option]], names[menu.target[option]]
        action = ACTIONS.at(menu.action[option]).id
        raise ConfigError(
            f"policies: an act would set off {answers:.2f} more, and so on without end; they must "
            f"stay below {LARGEST_BRANCHING}. Lower a policy's responsiveness (in tit for tat: "
            "forgive more), answer.expected, answer.growth or response.momentum_branching. Most "
            f"often {actor} would answer with {action} toward {target}"
        )
