"""A file that somebody else wrote is read as bounded plain data, or refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.core.errors import ScenarioError
from sim.scenario.yaml_file import DEEPEST_NESTING, LARGEST_FILE_BYTES, read_yaml

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"
REFUSED = {
    "a key that is listed twice": (
        "turns: 8\nturns: 9\n",
        ["line 2", "'turns' is listed twice"],
    ),
    "the same, deep inside": ("a:\n  b: {c: 1, c: 2}\n", ["line 2", "key 'c' is listed twice"]),
    "an alias bomb": (BOMB, ["line 1", "anchors and aliases are not allowed"]),
    "an anchor alone": ("a: &mark 1\n", ["line 1", "anchors and aliases are not allowed"]),
    "an alias to nothing": ("a: *gone\n", ["line 1", "anchors and aliases are not allowed"]),
    "deep nesting": ("a: " + "[" * 40 + "]" * 40, [f"nested deeper than {DEEPEST_NESTING}"]),
    "nothing": ("", ["is empty", "expected a mapping"]),
    "a comment alone": ("# later\n", ["is empty"]),
    "a list": ("- a\n- b\n", ["is a list", "expected a mapping"]),
    "a word": ("hello\n", ["is a single value", "expected a mapping"]),
    "an unclosed bracket": ("a: [1, 2\n", ["line 2"]),
    "a tab for an indent": ("a:\n\tb: 1\n", ["line 2"]),
    "a date that is none": ("start: 2025-13-40\n", ["month must be in 1..12"]),
    "a list for a key": ("? [1, 2]\n: 3\n", []),
    "a Python object": ("a: !!python/object/apply:os.system [ls]\n", ["line 1", "python/object"]),
    "a tag of its own": ("a: !include other.yaml\n", ["line 1", "!include"]),
    "two documents": ("a: 1\n---\nb: 2\n", ["line 2"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_plain_data_is_refused_with_file_and_place(case: str, tmp_path: Path) -> None:
    text, said = REFUSED[case]
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as refusal:
        read_yaml(path)
    assert str(refusal.value).startswith(f"{path}: ")
    assert len(str(refusal.value).splitlines()) == 1
    for words in said:
        assert words in str(refusal.value)


def test_a_file_that_is_no_text_is_refused_at_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(b"title: Li\xe8ge\n")
    with pytest.raises(ScenarioError, match=r"own\.yaml: is not UTF-8 text \(byte 9\)"):
        read_yaml(path)


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    start = b"a: 1\n#"
    path.write_bytes(start + b"x" * (LARGEST_FILE_BYTES - len(start)))
    assert read_yaml(path)[0] == {"a": 1}
    path.write_bytes(start + b"x" * (LARGEST_FILE_BYTES - len(start) + 1))
    with pytest.raises(ScenarioError, match="larger than 1,000,000 bytes"):
        read_yaml(path)


def test_a_missing_file_and_a_folder_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.yaml", tmp_path):
        with pytest.raises(ScenarioError, match="cannot be read"):
            read_yaml(path)


def test_plain_data_comes_back_with_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes("title: Liège\nturns: 8\nlist: [1, {a: b}]\n".encode())
    data, content = read_yaml(path)
    assert data == {"title": "Liège", "turns": 8, "list": [1, {"a": "b"}]}
    assert content == path.read_bytes()


UNREADABLE = {
    "an empty whole number": ("a: !!int ''\n", "line 1, .*'' cannot be read as a number"),
    "a whole number in words": ("a: !!int x\n", "'x' cannot be read as a number"),
    "an empty number": ("a: !!float ''\n", "'' cannot be read as a number"),
    "neither true nor false": ("a: !!bool x\n", "'x' cannot be read as true or false"),
    "a time that is none": ("a: !!timestamp x\n", "'x' cannot be read as a date"),
    "bytes": ("a: !!binary x\n", "the tag !!binary is not allowed"),
    "a set": ("a: !!set {x}\n", "the tag !!set is not allowed"),
    "pairs": ("a: !!pairs [x: 1]\n", "the tag !!pairs is not allowed"),
    "a merge of a number": ("a:\n  <<: 3\n", "line 2"),
    "a mapping as a key": ("a: {{b: 1}: 2}\n", "a key is one word, not a list or a mapping"),
    "5,000 digits": (f"a: {'9' * 5000}\n", "'999.*cannot be read as a number"),
    "a loop": ("a: &a [*a]\n", "anchors and aliases are not allowed"),
    "a NUL": ("a: x\0y\n", "special characters are not allowed"),
    "10,000 brackets": ("a: " + "[" * 10_000, "nested deeper than 20 levels"),
    "10,000 indents": ("".join(f"{' ' * k}a:\n" for k in range(900)), "nested deeper than 20"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_whatever_yaml_cannot_read_is_one_line_with_its_place(case: str, tmp_path: Path) -> None:
    text, said = UNREADABLE[case]
    path = tmp_path / "own.yaml"
    path.write_bytes(text.encode())
    with pytest.raises(ScenarioError, match=said) as refusal:
        read_yaml(path)
    assert str(refusal.value).startswith(f"{path}: ")
    assert len(str(refusal.value).splitlines()) == 1


def test_a_number_with_an_exponent_is_a_number(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("a: [1e-5, 2E3, -1.5e-2, e5, 1e5x]\n")
    assert read_yaml(path)[0] == {"a": [1e-5, 2000.0, -0.015, "e5", "1e5x"]}
