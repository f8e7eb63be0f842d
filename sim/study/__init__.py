"""Studies: many runs of one or several configs, in a result folder that can be resumed."""

from sim.study.comparison import run_comparison
from sim.study.plan import Cell, Plan
from sim.study.progress import Listener, Progress
from sim.study.result import Result, open_result
from sim.study.resume import resume
from sim.study.sweep import run_sweep

__all__ = [
    "Cell",
    "Listener",
    "Plan",
    "Progress",
    "Result",
    "open_result",
    "resume",
    "run_comparison",
    "run_sweep",
]
