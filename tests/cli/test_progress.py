"""How a study is watched: a plain line every ten seconds where there is no terminal."""

import math

import pytest

from sim.cli import progress
from sim.cli.progress import Watch
from sim.study.progress import Progress, duration, line


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (8.2, "9 s"), (59.5, "1 min 00 s"), (125, "2 min 05 s"), (11_400, "3 h 10 min")],
)
def test_durations_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_line_has_runs_speed_and_time_left() -> None:
    told = line(Progress(61_440, 100_000, 4250.4, 9.07))
    assert told == "61,440 of 100,000 runs · 4,250 runs/s · 10 s left"
    assert line(Progress(0, 100, 0.0, math.nan)) == "0 of 100 runs"


def test_off_a_terminal_there_is_a_line_now_and_then_and_no_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with Watch() as watch:
        for second in range(0, 31):
            now[0] = float(second)
            watch(Progress(second, 30, 1.0, 30.0 - second))
    told = capsys.readouterr().err.splitlines()
    assert [text.split(" of ")[0] for text in told] == ["10", "20", "30"]
    assert "\x1b" not in "".join(told)


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with Watch(is_quiet=True) as watch:
        watch.note("Compiling")
        watch(Progress(1, 2, 1.0, 1.0))
    assert capsys.readouterr() == ("", "")
