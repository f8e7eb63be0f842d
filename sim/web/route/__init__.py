"""What can be asked of the server, one kind a file."""
