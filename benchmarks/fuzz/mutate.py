"""Damage to files: to their bytes, to their text, and to what their text means."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable
from random import Random
from typing import Any

HUGE = 10**400


def _deep(levels: int) -> list[Any]:
    nest: list[Any] = []
    for _ in range(levels):
        nest = [nest]
    return nest


NASTY: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), HUGE, 0.5, -0.0, 1e308, 1e-320,
    float("nan"), float("inf"), float("-inf"), "", " ", "no", "NO", "null", "0", "1e400",
    "x" * 5_000, "été", "Übung (1)", "\u202e", "\x00", "\ud800", "😀" * 50, "<script>",
    "../../etc/passwd", "=1+1", "!!python/object:os.system", "facilitator", "self", "__class__",
    [], {}, [[]], [None], {"": None}, {"a": {"b": {}}}, _deep(50), [1] * 2_000,
    datetime.date(2025, 2, 28), datetime.date(9999, 12, 31), datetime.datetime(1, 1, 1), b"\xff\0",
)  # fmt: skip
KEYS: tuple[Any, ...] = (
    "", "x", "no", True, None, 0, 1.5, "_target_", "defaults", "<<", "é", "self",
)  # fmt: skip
TEXTS = (
    "!!int ''", "!!float ''", "!!bool x", "!!null x", "!!binary '%%'", "!!timestamp x", "!!set {a}",
    "!!omap [a]", "!!pairs [a]", "!!python/object/apply:os.system ['true']", "!x y", "&a [*a]",
    "*nowhere", "{? [a] : b}", "<<: 3", "9" * 400, "0x" + "f" * 300, "1:2:3:4:5", "0o9",
    "2025-13-45",
    "2025-02-30T25:61:61Z", ".inf", "-.NaN", "|", ">", "'", '"', "[", "{", "- - - -", "---", "...",
    "%YAML 9.9", "\t", "\ufeff", "\u2028", "[" * 3_000, "{a: " * 500, "&a a: &b b", "? ", ": ", "#",
    ",", ";", "\r", "\x00", "D+999999", "day 3", "=cmd|' /C calc'!A0",
)  # fmt: skip
BYTES = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\xf5\x80\x80\x80",
    b"\r\n", b"\n" * 50, b"9" * 500, b"[" * 2_000, b"PK\x03\x04", b"PK\x05\x06", b"\x1b[2J",
)  # fmt: skip


def damage_bytes(content: bytes, random: Random) -> bytes:
    """One to four of: a flipped bit, a cut, a span removed, doubled or overwritten."""
    for _ in range(random.randint(1, 4)):
        if not content:
            return random.choice(BYTES)
        at = random.randrange(len(content))
        end = min(len(content), at + random.choice((1, 2, 8, 64, 512)))
        kind = random.randrange(6)
        if kind == 0:
            flipped = content[at] ^ (1 << random.randrange(8))
            content = content[:at] + bytes((flipped,)) + content[at + 1 :]
        elif kind == 1:
            content = content[:at]
        elif kind == 2:
            content = content[:at] + content[end:]
        elif kind == 3:
            content = content[:end] + content[at:end] * random.choice((1, 20)) + content[end:]
        elif kind == 4:
            content = content[:at] + random.choice(BYTES) + content[at:]
        else:
            noise = bytes(random.randrange(256) for _ in range(end - at))
            content = content[:at] + noise + content[end:]
    return content


def damage_text(text: str, random: Random) -> str:
    """One to three lines lost, moved, doubled, indented, or with another value or key."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(lines))
        kind = random.randrange(7)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(random.randrange(len(lines) + 1), lines[at])
        elif kind == 2:
            lines[at] = " " * random.randint(1, 5) + lines[at]
        elif kind == 3:
            key, colon, _ = lines[at].partition(":")
            lines[at] = f"{key}{colon} {random.choice(TEXTS)}"
        elif kind == 4:
            lines[at] = f"{random.choice(TEXTS)}{lines[at].strip()}"
        elif kind == 5:
            words = lines[at].split(" ")
            words[random.randrange(len(words))] = random.choice(TEXTS)
            lines[at] = " ".join(words)
        else:
            lines.insert(at, random.choice(TEXTS))
        lines = lines or [""]
    return "\n".join(lines)


def damage_tree(tree: Any, random: Random) -> Any:
    """One to three values replaced, keys renamed, entries lost, swapped or multiplied; a copy."""
    tree = copy.deepcopy(tree)
    for _ in range(random.randint(1, 3)):
        places = list(_places(tree))
        if not places:
            return random.choice(NASTY)
        parent, key = random.choice(places)
        random.choice(_HARMS)(parent, key, random)
    return tree


def _places(tree: Any) -> Any:
    """Every (container, key) below `tree`, a thousand at most."""
    stack, found = [tree], 0
    while stack and found < 1_000:
        node = stack.pop()
        items = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in list(items):
            found += 1
            yield node, key
            if isinstance(value, dict | list):
                stack.append(value)


def _replace(parent: Any, key: Any, random: Random) -> None:
    parent[key] = copy.deepcopy(random.choice(NASTY))


def _remove(parent: Any, key: Any, random: Random) -> None:
    del parent[key]


def _rename(parent: Any, key: Any, random: Random) -> None:
    if isinstance(parent, dict):
        parent[random.choice(KEYS)] = parent.pop(key)


def _swap(parent: Any, key: Any, random: Random) -> None:
    other = random.choice(list(parent) if isinstance(parent, dict) else range(len(parent)))
    parent[key], parent[other] = parent[other], parent[key]


def _multiply(parent: Any, key: Any, random: Random) -> None:
    if isinstance(parent, list):
        parent.extend([parent[key]] * random.choice((1, 30, 700)))
    else:
        for number in range(random.choice((1, 30))):
            parent[f"{key}{number}"] = copy.deepcopy(parent[key])


def _stretch(parent: Any, key: Any, random: Random) -> None:
    value = parent[key]
    if isinstance(value, bool) or not isinstance(value, int | float):
        parent[key] = [value]
    else:
        parent[key] = value * random.choice((-1, 0, 1_000, 1e9, 1e300)) if value < 1e9 else -value


_HARMS: tuple[Callable[[Any, Any, Random], None], ...] = (
    _replace, _replace, _replace, _remove, _rename, _swap, _multiply, _stretch,
)  # fmt: skip
