"""The Azure CLI: what its commands send, read from its source."""
