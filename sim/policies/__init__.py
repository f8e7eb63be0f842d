"""How an actor decides: families of rules, each one file, each with bounded, named parameters."""
