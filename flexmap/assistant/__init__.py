"""The server for assistants: look-ups, searches, reviews and citations as tools.

It needs the extra `mcp`. The command imports none of it until a user starts the server.
"""
