"""Geometry and colours of what is drawn; templates only put it on the page."""
