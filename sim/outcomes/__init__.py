"""What a run ends in. Each outcome is declared once: name, unit, kind, meaning, kernel."""

from sim.outcomes.column import Column
from sim.outcomes.registry import OUTCOMES, columns, compiled_columns, measure, series

__all__ = ["OUTCOMES", "Column", "columns", "compiled_columns", "measure", "series"]
