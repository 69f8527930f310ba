"""What the collected packages say: operations, names, commands, properties."""
