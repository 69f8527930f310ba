"""The server for editors: findings while somebody types, their entries, and what can stand there.

It needs the extra `lsp`. The command imports none of it before somebody starts the server.
"""
