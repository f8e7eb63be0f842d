"""Tables of the documentation, each made from what the package declares."""
