"""Hostile files at the real doors: mutated scenarios, policies, lists, logs and bundles."""
