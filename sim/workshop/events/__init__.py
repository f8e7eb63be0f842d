"""Master events lists: read as people write them, and written as a template."""
