"""Many runs: the same turn, over and over, on every core."""

from sim.montecarlo.run_many import Batch, is_compiled, run_many

__all__ = ["Batch", "is_compiled", "run_many"]
