"""What simple families rest on: nothing against adversaries, the usual for everybody else."""

from sim.policies.usual import rest_on_usual
from tests.policies.desk import ME, N_OPTIONS, Desk


def test_nothing_against_a_foe_and_the_usual_tempo_for_a_friend() -> None:
    desk = Desk()
    desk.state.intensity[:N_OPTIONS] = desk.state.taste[:N_OPTIONS] = 9.0
    desk.state.tempo[:N_OPTIONS] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    desk.state.is_open[5] = 0.0
    rest_on_usual(desk.view, desk.menu, desk.state.is_open, ME, desk.rates)
    assert desk.state.intensity[:N_OPTIONS].tolist() == [0.0, 0.0, 0.0, 0.0, 5.0, 0.0]
    assert desk.taste == [0.0] * N_OPTIONS
