"""`python -m clients.lock`: writes the locks after a change of `data/surface/packages.yml`.

The resolver lives in a folder that is thrown away, as that of `make lock` does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from clients.environment import LOCKS, PACKAGES, ROOT, requirements

RESOLVER = "uv>=0.13.9,<0.14"


def main() -> int:
    """Writes a lock a client; the exit code of what failed, if anything did."""
    listing = (ROOT / "data/surface/packages.yml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder, with_pip=True)
        pip = [str(folder / "bin/python"), "-m", "pip", "install", "-qq", RESOLVER]
        if code := subprocess.run(pip, check=False).returncode:
            return code
        for client in PACKAGES:
            wanted = "\n".join(requirements(client, listing))
            if code := _write(folder / "bin/uv", wanted, LOCKS / f"{client}.lock"):
                return code
    return 0


def _write(resolver: Path, wanted: str, lock: Path) -> int:
    command = [
        str(resolver), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
        "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate",
        "--no-header", "--output-file", str(lock), "-",
    ]  # fmt: skip
    return subprocess.run(command, input=wanted, text=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
