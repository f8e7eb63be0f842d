"""The after-action report: a debrief becomes a page, a text and tables; nothing is worked out."""

from sim.report.after_action.page import after_action_page
from sim.report.after_action.table import after_action_csv
from sim.report.after_action.text import after_action_markdown
from sim.report.after_action.write import write_after_action

__all__ = ["after_action_csv", "after_action_markdown", "after_action_page", "write_after_action"]
