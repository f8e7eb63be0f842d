"""Hold: nothing, whatever was wanted before."""

from tests.policies.desk import N_OPTIONS, Desk


def test_it_wants_nothing_and_answers_nothing() -> None:
    desk = Desk("hold")
    desk.state.intensity[:N_OPTIONS] = desk.state.reactive[:N_OPTIONS] = 5.0
    desk.foe.felt_fast = desk.foe.certainty = 1.0
    assert desk.decide() == [0.0] * N_OPTIONS
    assert desk.reactive == [0.0] * N_OPTIONS
