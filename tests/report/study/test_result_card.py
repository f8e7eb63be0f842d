"""What a notebook shows of a result."""

from __future__ import annotations

from sim.report import Reading, result_card


def test_one_config_is_told_by_its_outcomes(one_reading: Reading) -> None:
    html = result_card(one_reading.result)
    assert "What should &lt;London&gt; send?" in html
    assert "<td>37 in 100</td><td>36 to 38</td>" in html
    assert "Exploration, not prediction." in html


def test_several_configs_stand_side_by_side(six_reading: Reading) -> None:
    html = result_card(six_reading.result)
    assert html.count("Russia prober</th>") == 3
    assert "<th>rung 6+</th>" in html


def test_the_plain_text_is_short(one_reading: Reading, six_reading: Reading) -> None:
    assert repr(one_reading.result).startswith("<Result: 10,000 runs, 1 config, ")
    assert "6 configs" in repr(six_reading.result)
