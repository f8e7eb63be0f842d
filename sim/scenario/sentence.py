"""What the schema finds, in our words: key path, value, what is allowed, what is closest."""

from __future__ import annotations

import datetime
from typing import Any

import yaml
from pydantic import BaseModel

from sim.core.errors import closest, explain
from sim.scenario import schema
from sim.scenario.extend import node_at
from sim.scenario.schema import ScenarioFile
from sim.scenario.yaml_file import READ_AS, quoted

_NUMBER = "a number"
_DATE = "a date such as 2025-11-10"
EXPECTED = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_from_float": "a whole number",
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "string_type": "a text",
    "string_unicode": "a text",
    "string_too_short": "at least {min_length} letters",
    "string_too_long": "at most {max_length} letters",
    "greater_than": "a number greater than {gt}",
    "greater_than_equal": "a number of at least {ge}",
    "less_than": "a number less than {lt}",
    "less_than_equal": "a number of at most {le}",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "list_type": "a list",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
}
"""What is expected, by the kind of finding; braces are filled from its context."""
PATTERNS = {
    schema.NAME_PATTERN: "a name of up to 40 letters, digits, spaces and _, a letter first",
    schema.COLOUR_PATTERN: "a colour such as #2F62B3",
}
COUNTED = {"too_short": ("at least", "min_length"), "too_long": ("at most", "max_length")}


def say(item: Any, root: yaml.Node | None = None) -> str:
    """Turn one finding of the schema into a line; `root` is the tree that was read."""
    location = tuple(part for part in item["loc"] if part != "[key]")
    where, kind, context = key_path(location), item["type"], item.get("ctx", {})
    if kind == "extra_forbidden":
        fields = _fields_beside(location)
        match = closest(str(location[-1]), fields)
        hint = f" Did you mean '{match}'?" if match else ""
        return f"{where}: no such key; allowed: {', '.join(fields)}.{hint}"
    if kind == "missing":
        return f"{where}: is missing"
    if kind == "literal_error":
        words = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        return explain(where, item["input"], words)
    if kind in COUNTED:
        how, bound = COUNTED[kind]
        return f"{where}: {_entries(len(item['input']))}; expected {how} {context[bound]}"
    if kind == "string_type" and (text := _as_written(root, location, item["input"])):
        return text
    if kind == "string_pattern_mismatch":
        return explain(where, item["input"], PATTERNS.get(context["pattern"], "another text"))
    if kind == "value_error":
        return explain(where, item["input"], str(context["error"]))
    return explain(where, item["input"], EXPECTED.get(kind, "another value").format(**context))


def key_path(location: tuple[Any, ...]) -> str:
    """Return a path such as `actors.UK.tempo[3].action`."""
    where = ""
    for part in location:
        where += f"[{part}]" if isinstance(part, int) else f".{part}" if where else str(part)
    return where


def _entries(count: object) -> str:
    return "has 1 entry" if count == 1 else f"has {count} entries"


def _as_written(root: yaml.Node | None, location: tuple[Any, ...], value: object) -> str:
    """Tell somebody whose word YAML took for something else to put it in quotes."""
    if root is None or not isinstance(value, bool | int | float | datetime.date):
        return ""
    node = node_at(root, location)
    if not isinstance(node, yaml.ScalarNode):
        return ""
    read_as = READ_AS.get(node.tag.rpartition(":")[2], "something else")
    text = str(node.value)
    return f"{key_path(location)}: {text} is read as {read_as}; put it in quotes: {quoted(text)}"


def _fields_beside(location: tuple[Any, ...]) -> list[str]:
    """Return the keys that are allowed where an unknown one stands."""
    names = {"actors": "Actor", "tempo": "Tempo", "look": "Look", "sites": "Site",
             "theatres": "Theatre", "injects": "Inject", "elections": "Election",
             "actions": "ActionOverride", "beliefs": "Judged", "suspicion": "Judged",
             "grievance": "Judged", "weight": "Judged", "dependence": "Judged",
             "resolve": "Judged"}  # fmt: skip
    model: type[BaseModel] = ScenarioFile
    for part in location[:-1]:
        if part in names:
            model = getattr(schema, names[part])
    return sorted(model.model_fields)
