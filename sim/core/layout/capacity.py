"""How much fits into the records of a scenario and of a run. Larger scenarios are refused."""

MAX_ACTORS = 16
MAX_ACTIONS = 64
MAX_OPTIONS = 2048
MAX_UNITS = 160
MAX_SITES = 200
MAX_PROVOCATIONS = 128
"""Provocations that one actor can have on its mind; beyond it the least are forgotten, counted."""
MAX_INJECTS = 500
MAX_ELECTIONS = 8
MAX_COLUMNS = 512
MAX_SERIES = 64
MAX_INCIDENTS = 64
"""Militarised incidents of one turn that a trace can hold."""
MAX_EVENTS = 1000
"""Events of one turn that a trace can hold."""
MAX_ROLLS = 4000
"""Rolls of one turn that a trace can hold."""
MAX_RULINGS = 64
"""Rolls of one turn that people can rule otherwise."""
