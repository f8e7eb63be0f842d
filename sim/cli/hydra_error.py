"""Hydra's and OmegaConf's errors in our words: key, value, what is allowed, what is closest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hydra.errors import HydraException, MissingConfigException, OverrideParseException
from omegaconf.errors import OmegaConfBaseException

from sim.core.errors import ConfigError, closest, explain

_EXPECTED = {
    "Integer": "a whole number",
    "Float": "a number",
    "Boolean": "true or false",
    "String": "a text",
}


def translate(error: Exception, keys: Iterable[str], choices: Iterable[str]) -> ConfigError:
    """The ConfigError for an exception of Hydra.

    `keys` are all settings of the config, dotted; `choices` the keys of its config groups
    (`policy@policies.UK`).
    """
    text = str(error)
    if isinstance(error, MissingConfigException):
        return ConfigError(_missing(error))
    if isinstance(error, OverrideParseException):
        return ConfigError(f"{error.override!r} cannot be read; expected KEY=VALUE")
    if found := re.search(r"Ambiguous value for argument '(.+?)'\n", text):
        return ConfigError(f"{found[1]}: to run one cell per value, add -m")
    if found := re.search(r"Could not override '(.+?)'", text):
        return ConfigError(_unknown(found[1], keys, choices))
    if found := re.search(r"Error merging override \+*([^=]+)=?(.*)", text):
        return ConfigError(_bad_value(found[1], found[2], error.__cause__))
    if found := re.search(r"already at '(.+?)'", text):
        return ConfigError(f"{found[1]}: is a setting already; write it without +")
    if "Config group override must be a string" in text:
        return ConfigError("a config group is given the name of one of its files, not a value")
    if found := re.search(r"config group '(.+?)' does not exist", text):
        return ConfigError(_unknown(found[1], keys, choices))
    return ConfigError(_first_line(error))


def unknown_key(key: str, keys: Iterable[str]) -> ConfigError:
    """The error for a setting that the config does not have."""
    return ConfigError(_unknown(key, keys, ()))


def _missing(error: MissingConfigException) -> str:
    group, _, name = str(error.missing_cfg_file).rpartition("/")
    if not group:
        return f"config {name!r} was not found; leave out --config-name"
    text = explain(group, name, error.options or ())
    if group == "scenario":
        text += " (a file is given by its path, such as ./my_scenario.yaml)"
    return text


def _unknown(key: str, keys: Iterable[str], choices: Iterable[str]) -> str:
    group = key.partition("@")[0]
    of_group = sorted(choice for choice in choices if choice.partition("@")[0] == group)
    if of_group:
        return explain("config group", key, of_group)
    keys = sorted(keys)
    parent = key.rpartition(".")[0]
    beside = _children(parent, keys)
    while parent and not beside:
        parent = parent.rpartition(".")[0]
        beside = _children(parent, keys)
    text = f"{key}: no such setting; allowed{f' in {parent}' if parent else ''}: "
    text += ", ".join(beside)
    near = closest(key, keys)
    return f"{text}. Did you mean '{near}'?" if near else text


def _children(parent: str, keys: list[str]) -> list[str]:
    prefix = f"{parent}." if parent else ""
    below = (key.removeprefix(prefix) for key in keys if key.startswith(prefix))
    return list(dict.fromkeys(key.partition(".")[0] for key in below))


def _bad_value(key: str, value: str, cause: BaseException | None) -> str:
    text = str(cause or "")
    if found := re.search(r"expected one of \[(.+?)\]", text):
        return explain(key, value, found[1].split(", "))
    if found := re.search(r"could not be converted to (\w+)", text):
        return explain(key, value, _EXPECTED.get(found[1], found[1]))
    if "Non optional field" in text or "is not Optional" in text or "None" in text:
        return explain(key, value, "a value")
    if re.search(r"not a subclass|Invalid type assigned|Invalid value assigned", text):
        hint = f"; did you mean policy@{key}={value}?" if key.startswith("policies.") else ""
        return f"{key}: {value!r} cannot stand here, for it has settings of its own below it{hint}"
    return f"{key}={value}: {text.splitlines()[0] if text else 'cannot be set'}"


def _first_line(error: Exception) -> str:
    cause = error.__cause__
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if isinstance(cause, HydraException | OmegaConfBaseException) and str(cause):
        lines.append(str(cause).splitlines()[0])
    return ": ".join(lines[:2]) or type(error).__name__
