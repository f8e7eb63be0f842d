"""One verb of the command line per file, each with `execute(args) -> exit code`."""
