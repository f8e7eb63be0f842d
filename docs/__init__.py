"""The documentation, and what writes its generated tables: `python -m docs.write`."""
