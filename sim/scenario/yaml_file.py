"""Read a YAML file that somebody else wrote: plain data, bounded, each key once.

Nothing in it is imported, instantiated or evaluated. Anchors and aliases are refused: a scenario
has no use for them, and a few lines of them unfold to gigabytes. A file is read in two steps: its
tree of nodes, each of which knows its file and line, then the data.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from sim.core.errors import ScenarioError

LARGEST_FILE_BYTES = 1_000_000
DEEPEST_NESTING = 20
_PREFIX = "tag:yaml.org,2002:"
TAGS = {
    f"{_PREFIX}{kind}"
    for kind in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value")
}
READ_AS = {"bool": "true or false", "int": "a number", "float": "a number", "timestamp": "a date",
           "null": "nothing"}  # fmt: skip
"""What YAML makes of a plain word, by the last part of its tag."""


class PlainLoader(yaml.SafeLoader):
    """The safe loader without aliases, duplicate keys, deep nesting and rare tags."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse aliases, nesting beyond the limit, and tags other than those of plain data."""
        event: Any = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _marked("anchors and aliases are not allowed", event)
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise _marked(f"nested deeper than {DEEPEST_NESTING} levels", event)
        node = super().compose_node(parent, index)
        self.depth -= 1
        if node is not None and node.tag not in TAGS:
            tag = node.tag.replace(_PREFIX, "!!")
            raise _marked(f"the tag {tag} is not allowed: only plain data is read", node)
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Name the place of a value that cannot be read as what it says it is."""
        try:
            return super().construct_object(node, deep=deep)
        except (yaml.YAMLError, RecursionError):
            raise
        except Exception as error:  # such as 2025-13-40, !!int '', a number of 5,000 digits
            kind = node.tag.removeprefix(_PREFIX)
            what = READ_AS.get(kind, f"a {kind}")
            reason = f" ({error})" if kind == "timestamp" else ""
            raise _marked(f"{_short(node.value)} cannot be read as {what}{reason}", node) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key that is listed twice in one mapping, and one that is no text."""
        seen: set[str] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _marked("a key is one word, not a list or a mapping", key_node)
            key, kind = key_node.value, key_node.tag.removeprefix(_PREFIX)
            if kind in READ_AS:
                raise _marked(
                    f"key {_short(key)} is read as {READ_AS[kind]}; "
                    f"put it in quotes: {quoted(key)}",
                    key_node,
                )
            if key in seen:
                raise _marked(f"key '{key}' is listed twice in one mapping", key_node)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


PlainLoader.add_implicit_resolver(
    # YAML 1.1 reads 1e-5 as a word; everybody else reads it as a number.
    f"{_PREFIX}float", re.compile(r"^[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+$"), list("-+0123456789")
)  # fmt: skip


def quoted(text: str) -> str:
    """Return a word as YAML takes it for a text."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def read_yaml(path: Path) -> tuple[dict[str, Any], bytes]:
    """Return the mapping in a YAML file, and its bytes.

    Raises ScenarioError, naming file and line, for a file that is missing, unreadable, too large,
    not UTF-8, not YAML, or not a mapping.
    """
    node, content = compose_yaml(path)
    return construct(node, path), content


def compose_yaml(path: Path) -> tuple[yaml.MappingNode, bytes]:
    """Return the tree of nodes of a YAML file, and its bytes. Raises ScenarioError."""
    content = _read(path)
    try:
        loader = PlainLoader(content.decode("utf-8"))
        loader.name = str(path)
        node = loader.get_single_node()
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    except yaml.YAMLError as error:
        raise ScenarioError(f"{path}: {_where(error)}") from error
    except Exception as error:  # the parser itself, on text such as '[' a thousand times
        raise ScenarioError(f"{path}: is not valid YAML ({type(error).__name__})") from error
    if not isinstance(node, yaml.MappingNode):
        kinds = {yaml.SequenceNode: "is a list", yaml.ScalarNode: "is a single value"}
        kind = "is empty" if node is None else kinds.get(type(node), "is something else")
        raise ScenarioError(f"{path}: {kind}; expected a mapping of keys to values")
    return node, content


def construct(node: yaml.MappingNode, path: Path) -> dict[str, Any]:
    """Return the data of a tree of nodes. Raises ScenarioError with the file of the bad node."""
    try:
        return PlainLoader("").construct_document(node)
    except yaml.MarkedYAMLError as error:
        file = error.problem_mark.name if error.problem_mark else path
        raise ScenarioError(f"{file}: {_where(error)}") from error
    except Exception as error:
        raise ScenarioError(f"{path}: is not valid YAML ({type(error).__name__})") from error


def read_json(path: Path) -> dict[str, Any]:
    """Return the mapping in a JSON file that this program wrote. Raises ScenarioError."""
    try:
        data = json.loads(_read(path))
    except (ValueError, RecursionError) as error:
        raise ScenarioError(f"{path}: is not valid JSON ({error})") from error
    if not isinstance(data, dict):
        raise ScenarioError(f"{path}: expected a mapping of keys to values")
    return data


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ScenarioError(f"{path}: cannot be read: {reason}") from error
    if len(content) > LARGEST_FILE_BYTES:
        raise ScenarioError(f"{path}: larger than {LARGEST_FILE_BYTES:,} bytes, the limit")
    return content


def _marked(problem: str, where: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=where.start_mark)


def _short(value: object) -> str:
    text = str(value)
    return repr(text if len(text) <= 40 else f"{text[:37]}...")


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    if mark is None:
        return f"is not valid YAML: {problem}"
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}"
