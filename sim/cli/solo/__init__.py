"""The workshop for one person at a terminal: the same session, the same rules, one seat."""
