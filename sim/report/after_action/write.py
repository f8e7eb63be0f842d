"""Everything to take along: page, text, tables, log and bundle, in one folder."""

from __future__ import annotations

from pathlib import Path

from sim.report.after_action.page import after_action_page
from sim.report.after_action.table import after_action_csv
from sim.report.after_action.text import after_action_markdown
from sim.store import write_text
from sim.store.atomic import PRIVATE, replacing
from sim.workshop.debrief import debrief_of
from sim.workshop.debrief.bundle import ENDING, read_bundle, write_files
from sim.workshop.record.log import FILE_NAME
from sim.workshop.session.session import Session

PAGE, TEXT, TABLES, BUNDLE = "after-action.html", "after-action.md", "tables", f"session{ENDING}"


def write_after_action(
    subject: Session | str | Path, folder: str | Path, *, draft: bool = False
) -> list[Path]:
    """Write the report of a session into a folder, each file in full or not at all.

    `subject` is a session, its folder, or a bundle; a draft, before the end, is for the
    facilitator only. Returns the paths: page, Markdown, tables, the log as JSON lines, the bundle.
    What people wrote to each other is in them, so only their owner may read the files.
    Raises Refused before the end, ReplayMismatch where the log is damaged.
    """
    bundle = read_bundle(subject.folder if isinstance(subject, Session) else subject)
    told = debrief_of(bundle.entries, bundle.where, draft=draft)
    target = Path(folder)
    (target / TABLES).mkdir(parents=True, exist_ok=True)
    texts = {PAGE: after_action_page(told), TEXT: after_action_markdown(told)}
    texts |= {f"{TABLES}/{name}": text for name, text in after_action_csv(told).items()}
    written = []
    for name, text in texts.items():
        write_text(target / name, text, PRIVATE)
        written.append(target / name)
    with replacing(target / FILE_NAME, PRIVATE) as temporary:
        temporary.write_bytes(bundle.log)
    return [*written, target / FILE_NAME, write_files(target / BUNDLE, bundle.log, told)]
