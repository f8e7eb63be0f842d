"""Read a YAML file that somebody else wrote: plain data, bounded, each key once.

Nothing in it is imported, instantiated or evaluated. Anchors and aliases are refused: a scenario
has no use for them, and a few lines of them unfold to gigabytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sim.core.errors import ScenarioError

LARGEST_FILE_BYTES = 1_000_000
DEEPEST_NESTING = 20


class PlainLoader(yaml.SafeLoader):
    """The safe loader without aliases, duplicate keys and deep nesting."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse aliases and nesting beyond the limit."""
        event: Any = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="anchors and aliases are not allowed", problem_mark=event.start_mark
            )
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise yaml.MarkedYAMLError(
                problem=f"nested deeper than {DEEPEST_NESTING} levels",
                problem_mark=event.start_mark,
            )
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key that stands twice in one mapping."""
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = key_node.value
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"key '{key}' stands twice in one mapping",
                    problem_mark=key_node.start_mark,
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_yaml(path: Path) -> tuple[dict[str, Any], bytes]:
    """Return the mapping in a YAML file, and its bytes.

    Raises ScenarioError, naming file and line, for a file that is missing, unreadable, too large,
    no UTF-8, no YAML, or no mapping.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be read: {error.strerror or error}") from error
    if len(content) > LARGEST_FILE_BYTES:
        raise ScenarioError(f"{path}: larger than {LARGEST_FILE_BYTES:,} bytes, the limit")
    try:
        data = yaml.load(content.decode("utf-8"), PlainLoader)
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    except yaml.YAMLError as error:
        raise ScenarioError(f"{path}: {_where(error)}") from error
    except (ValueError, TypeError) as error:  # such as 2025-13-40, or a list as a key
        raise ScenarioError(f"{path}: {error}") from error
    if not isinstance(data, dict):
        kind = "empty" if data is None else f"a {type(data).__name__}"
        raise ScenarioError(f"{path}: holds no mapping of keys to values, but is {kind}")
    return data, content


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    if mark is None:
        return f"is not valid YAML: {problem}"
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}"
