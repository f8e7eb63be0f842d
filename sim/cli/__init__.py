"""The command line: Hydra config in, one study out. Nothing below sees a Hydra config."""
