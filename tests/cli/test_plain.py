"""Arguments of the verbs without Hydra."""

import pytest

from sim.cli.plain import parse
from sim.core.errors import ConfigError

KEYS = {"executor.threads": int, "output.format": str}


def test_words_and_settings_are_told_apart() -> None:
    plain = parse("resume", ["results/x", "executor.threads=2"], KEYS, "a folder")
    assert plain.words == ["results/x"]
    assert plain.whole_number("executor.threads", 1, 64) == 2
    assert plain.format == "table"


def test_a_setting_that_was_not_given_is_none() -> None:
    assert parse("bench", [], KEYS, "").whole_number("executor.threads", 1, 64) is None


@pytest.mark.parametrize("value", ["0", "65", "-1", "two", "", "1.5"])
def test_numbers_are_bounded(value: str) -> None:
    plain = parse("bench", [f"executor.threads={value}"], KEYS, "")
    with pytest.raises(ConfigError, match="from 1 to 64"):
        plain.whole_number("executor.threads", 1, 64)


@pytest.mark.parametrize("argument", ["-x", "colour=red", "output.format=pdf"])
def test_what_is_unknown_is_refused(argument: str) -> None:
    with pytest.raises(ConfigError):
        parse("resume", ["results/x", argument], KEYS, "a folder")
