"""The server for editors: findings while the user types, their entries, and replacements.

It needs the extra `lsp`. The command imports none of it until a user starts the server.
"""
