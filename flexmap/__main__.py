"""Runs the command line as `python -m flexmap`."""

from __future__ import annotations

import sys

from flexmap.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
