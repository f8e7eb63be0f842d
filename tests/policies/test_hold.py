"""Hold: nothing, whatever was wanted before."""

from tests.policies.desk import N_OPTIONS, Desk


def test_it_wants_nothing_and_answers_nothing() -> None:
    desk = Desk("hold")
    desk.state.intensity[:N_OPTIONS] = desk.state.taste[:N_OPTIONS] = 5.0
    assert desk.decide() == [0.0] * N_OPTIONS
    assert desk.taste == [0.0] * N_OPTIONS
