"""How everything is laid out: what is fixed, what changes, what is written down."""
