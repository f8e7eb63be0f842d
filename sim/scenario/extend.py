"""A scenario that extends another: the other's content, with what this one says otherwise.

`extends` names a shipped scenario, or a file by its path from this one; `without` lists keys of
the other that do not come along. Then, key by key: a mapping is merged, a single value replaces. A
list whose rows have a name (`NAMED`) is merged row by row, `ADDED` lists grow, any other list is
replaced as a whole. A new entry comes after the one before it in this file, or last: the
order of actors is part of a scenario.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from sim.core.errors import ScenarioError, closest
from sim.scenario.find import find_scenario
from sim.scenario.yaml_file import compose_yaml

EXTENDS, WITHOUT = "extends", "without"
NAMED = {"tempo": "action", "sites": "name", "theatres": "name", "elections": "date"}
"""Lists that are merged row by row, and the key that tells a row from the others."""
ADDED = ("injects", "evidence")
"""Lists that the own rows are added to."""
LONGEST_CHAIN = 8

Entry = tuple[yaml.Node, yaml.Node]


def compose_scenario(path: Path, before: tuple[Path, ...] = ()) -> yaml.MappingNode:
    """Return the tree of a scenario with all that it extends merged into it.

    Raises ScenarioError for a file that is not there, a circle, or a key that is not in the other.
    """
    trail = (*before, path.resolve())
    own, _ = compose_yaml(path)
    extends, without = take(own, EXTENDS), take(own, WITHOUT)
    if extends is None:
        if without is not None:
            raise ScenarioError(f"{path}: {WITHOUT}: is only for a scenario that has {EXTENDS}")
        return own
    if not isinstance(extends, yaml.ScalarNode):
        raise ScenarioError(f"{path}: {EXTENDS}: expected one scenario, by its name or path")
    try:
        other = find_scenario(extends.value, path.parent)
    except ScenarioError as error:
        raise ScenarioError(f"{path}: {EXTENDS}: {error}") from error
    if other.resolve() in trail:
        raise ScenarioError(f"{path}: {EXTENDS}: {extends.value}: the files extend each other")
    if len(trail) > LONGEST_CHAIN:
        raise ScenarioError(f"{path}: {EXTENDS}: more than {LONGEST_CHAIN} files deep")
    base = compose_scenario(other, trail)
    for key in _words(without, path):
        _drop(base, key, f"{path}: {WITHOUT}")
    _merge_entries(base, list(own.value))
    return base


def take(node: yaml.MappingNode, key: str) -> yaml.Node | None:
    """Take a key out of a mapping and return what was there."""
    found = [value for name, value in node.value if name.value == key]
    node.value = [entry for entry in node.value if entry[0].value != key]
    return found[0] if found else None


def node_at(node: yaml.Node, where: tuple[object, ...]) -> yaml.Node:
    """Return the node at a path of keys and indices, or the last one that there is."""
    for part in where:
        if isinstance(node, yaml.MappingNode):
            below = [value for name, value in node.value if name.value == part]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            below = node.value[part : part + 1]
        else:
            return node
        if not below:
            return node
        node = below[0]
    return node


def _words(without: yaml.Node | None, path: Path) -> list[str]:
    if without is None:
        return []
    rows = without.value if isinstance(without, yaml.SequenceNode) else [without]
    if not all(isinstance(row, yaml.ScalarNode) for row in rows):
        raise ScenarioError(f"{path}: {WITHOUT}: expected a list of keys, such as [injects]")
    return [row.value for row in rows]


def _merged(base: yaml.Node, own: yaml.Node, key: str = "") -> yaml.Node:
    if isinstance(base, yaml.MappingNode) and isinstance(own, yaml.MappingNode):
        _merge_entries(base, list(own.value))
        return base
    if isinstance(base, yaml.SequenceNode) and isinstance(own, yaml.SequenceNode):
        if key in ADDED:
            base.value = [*base.value, *own.value]
            return base
        if key in NAMED and all(_name(row, key) for row in (*base.value, *own.value)):
            _merge_rows(base, own, key)
            return base
    return own


def _merge_entries(base: yaml.MappingNode, own: list[Entry]) -> None:
    entries: list[Entry] = list(base.value)
    before = None
    for name, value in own:
        names = [entry[0].value for entry in entries]
        if name.value in names:
            k = names.index(name.value)
            entries[k] = (entries[k][0], _merged(entries[k][1], value, str(name.value)))
        else:
            entries.insert(_behind(before, names), (name, value))
        before = name.value
    base.value = entries


def _merge_rows(base: yaml.SequenceNode, own: yaml.SequenceNode, key: str) -> None:
    rows = list(base.value)
    before = None
    for row in own.value:
        names = [_name(other, key) for other in rows]
        name = _name(row, key)
        if name in names:
            k = names.index(name)
            rows[k] = _merged(rows[k], row)
        else:
            rows.insert(_behind(before, names), row)
        before = name
    base.value = rows


def _behind(before: object, names: list[str]) -> int:
    return names.index(str(before)) + 1 if before in names else len(names)


def _name(row: yaml.Node, key: str) -> str:
    """The name of a row of a NAMED list; empty where it has none."""
    if not isinstance(row, yaml.MappingNode):
        return ""
    found = [value.value for name, value in row.value if name.value == NAMED[key]]
    return str(found[0]) if found else ""


def _drop(node: yaml.Node, key: str, where: str, list_key: str = "") -> None:
    """Take a dotted key out of a tree; names may hold dots themselves."""
    if isinstance(node, yaml.MappingNode):
        names = [str(name.value) for name, _ in node.value]
    elif isinstance(node, yaml.SequenceNode) and list_key in NAMED:
        names = [_name(row, list_key) for row in node.value]
    else:
        names = []
    if key in names:
        del node.value[names.index(key)]
        return
    for k, name in enumerate(names):
        if name and key.startswith(f"{name}."):
            is_mapping = isinstance(node, yaml.MappingNode)
            below = node.value[k][1] if is_mapping else node.value[k]
            _drop(below, key.removeprefix(f"{name}."), where, name if is_mapping else "")
            return
    match = closest(key, names)
    hint = f"; did you mean '{match}'?" if match else ""
    raise ScenarioError(f"{where}: {key!r} is not in what it extends{hint}")
