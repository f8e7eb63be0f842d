"""Put the presets of all actors into the policy records that the kernels read."""

from __future__ import annotations

from collections.abc import Mapping

from sim.core.errors import ConfigError
from sim.core.layout.setup import Setup
from sim.policies.registry import family_number
from sim.scenario.body import BODIES
from sim.scenario.preset import Preset

LARGEST_BRANCHING = 0.95
"""Acts that one act sets off, all told; at 1 the process would never die out."""


def set_policies(
    setup: Setup,
    names: tuple[str, ...],
    presets: Mapping[str, Preset],
    parameters: Mapping[str, float],
) -> None:
    """Write every actor's policy; its menu must have been compiled before.

    Raises ConfigError where reactions would never die out, or where a policy names an act that
    its actor does not have.
    """
    for i, name in enumerate(names):
        preset, policy = presets[name], setup.policies[i]
        policy.family = family_number(preset.family)
        for key, value in preset.parameters.items():
            policy[key] = value
        _check_branching(name, preset, parameters)
        if preset.body:
            BODIES[preset.body].compile(preset.text, policy, setup, i, names, f"policies.{name}")


def _check_branching(name: str, preset: Preset, parameters: Mapping[str, float]) -> None:
    branching = parameters["response.momentum_branching"]
    if branching >= LARGEST_BRANCHING:
        raise ConfigError(
            f"policies.{name}: one act would set off {branching:.2f} more; "
            f"responsiveness x (fast + slow branching) + momentum branching must stay below "
            f"{LARGEST_BRANCHING}"
        )
