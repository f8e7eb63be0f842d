"""What actors see, whose doing they think it was, and what they make of it."""
