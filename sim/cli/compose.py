"""Hydra composes configs; nothing is computed under it. Its errors become ours here."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from sim.cli.groups import CONFIG, Groups
from sim.cli.help import NAME, page
from sim.cli.hydra_error import translate, unknown_key
from sim.core.errors import ConfigError

_VERSION = "1.3"


class Job(NamedTuple):
    """One composed config: plain values, the files that were chosen, and what was typed."""

    config: dict[str, Any]
    scenario: str | Path
    policies: dict[str, Any]
    """what `load_scenario` is given for each actor"""
    overrides: list[str]
    words: dict[str, str]
    """what each override is called in a label, such as `UK firm`"""


def compose(verb: str, arguments: list[str]) -> list[Job]:
    """Let Hydra make one config, or with -m one per combination.

    No job means that Hydra only had to show something (`--cfg job`, `--help`).

    Raises ConfigError for whatever Hydra does not like.
    """
    with tempfile.TemporaryDirectory() as scratch:
        groups = Groups(page(verb), scratch)
        jobs: list[Job] = []

        def collect(config: DictConfig) -> None:
            jobs.append(_job(config, groups))

        try:
            with _no_exit(verb):
                arguments = groups.prepare(arguments)
                _run(verb, arguments, collect)
        except (HydraException, OmegaConfBaseException, ValueError, AssertionError) as error:
            raise translate(error, *_known(arguments)) from error
    return jobs


def _run(verb: str, arguments: list[str], collect: Any) -> None:
    """Run Hydra's own command line on `arguments`; it is given no folder to look into."""
    with _command_line([f"{NAME} {verb}", *arguments]), _raised_errors():
        main = hydra.main(config_path=None, config_name=CONFIG, version_base=_VERSION)
        main(collect)()


@contextlib.contextmanager
def _no_exit(verb: str) -> Iterator[None]:
    """Turn Hydra's prints of errors, after which it would leave, into ConfigError."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            yield
    except SystemExit as leaving:
        if leaving.code not in (None, 0):
            lines = said.getvalue().strip().splitlines() or ["cannot be read"]
            reason = lines[-1].partition(": error: ")[2] or lines[-1]
            raise ConfigError(f"{verb}: {reason}; see: {NAME} {verb} --help") from leaving


def _job(config: DictConfig, groups: Groups) -> Job:
    plain = OmegaConf.to_container(config, resolve=True, throw_on_missing=True, enum_to_str=True)
    assert isinstance(plain, dict)
    values = {str(key): value for key, value in plain.items()}
    for key in _flat(values):
        if not groups.allows(key):
            raise unknown_key(key, groups.keys)
    if missing := groups.required - values.keys():
        raise ConfigError(f"{min(missing)}: is needed and cannot be taken away")
    hydra_config = HydraConfig.get()
    choices = {str(key): str(value) for key, value in hydra_config.runtime.choices.items()}
    scenario = groups.scenario(choices["scenario"])
    policies = groups.policies_of(choices["scenario"], choices, values["policies"])
    overrides = list(hydra_config.overrides.task)
    typed = [groups.as_typed(text) for text in overrides]
    words = {
        mine: _words(mine, groups.label(text.partition("=")[2]))
        for mine, text in zip(typed, overrides, strict=True)
    }
    return Job(values, scenario, policies, typed, words)


def _words(override: str, label: str) -> str:
    """`UK firm` for `policy@policies.UK=firm`."""
    key, _, value = override.lstrip("+").partition("=")
    for prefix in ("policy@policies.", "policies.", "parameters."):
        key = key.removeprefix(prefix)
    value = label or value
    return value if key == "scenario" else f"{key} {value}"


def _known(arguments: list[str]) -> tuple[list[str], list[str]]:
    """All settings and group choices of the config, for "did you mean"."""
    scenario = [word for word in arguments if word.startswith("scenario=") and "," not in word]
    for overrides in (scenario, []):
        with contextlib.suppress(HydraException, OmegaConfBaseException, ValueError):
            with hydra.initialize(config_path=None, version_base=_VERSION):
                config = hydra.compose(CONFIG, overrides, return_hydra_config=True)
            choices = [key for key in config.hydra.runtime.choices if "hydra/" not in str(key)]
            plain = OmegaConf.to_container(config, resolve=False, enum_to_str=True)
            assert isinstance(plain, dict)
            plain.pop("hydra")
            return _flat({str(key): value for key, value in plain.items()}), choices
    return [], []


def _flat(tree: dict[str, Any], prefix: str = "") -> list[str]:
    keys = []
    for key, value in tree.items():
        if isinstance(value, dict) and value:
            keys += _flat(value, f"{prefix}{key}.")
        else:
            keys.append(f"{prefix}{key}")
    return keys


@contextlib.contextmanager
def _command_line(words: list[str]) -> Iterator[None]:
    before, sys.argv = sys.argv, words
    try:
        yield
    finally:
        sys.argv = before


@contextlib.contextmanager
def _raised_errors() -> Iterator[None]:
    """Hydra raises its errors, rather than print them and leave, where this variable is set."""
    before = os.environ.get("HYDRA_FULL_ERROR")
    os.environ["HYDRA_FULL_ERROR"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["HYDRA_FULL_ERROR"]
        else:
            os.environ["HYDRA_FULL_ERROR"] = before
