"""Shapes: closed paths around the origin that stay within their box."""

from __future__ import annotations

import re

import pytest

from sim.web.draw.shape import SMALLEST_LETTERS, outline, token

SHAPES = (
    "circle", "square", "diamond", "hexagon", "triangle", "pentagon", "octagon", "ring",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [15, 28, 60])
def test_a_shape_is_a_closed_path_about_as_big_as_its_box(shape: str, size: int) -> None:
    path = outline(shape, size)
    assert path.startswith("M")
    assert path.endswith("Z")
    numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", path)]
    assert max(abs(n) for n in numbers) <= size * 0.7


def test_letters_are_never_too_small_to_read() -> None:
    assert all(token(shape, 12).letters >= SMALLEST_LETTERS for shape in SHAPES)
    assert token("circle", 60, 1).letters > token("circle", 60, 4).letters
