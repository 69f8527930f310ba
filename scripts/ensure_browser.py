"""Makes sure that the browser tests have a Chromium, and says which one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """The path of a Chromium: `FLEXMAP_CHROMIUM`, or the first known name on the PATH."""
    named = os.environ.get("FLEXMAP_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Installs Debian's chromium as root, Playwright's own elsewhere."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-yqq", "chromium"], check=True)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> int:
    """Exit code 0 when there is a browser, 2 with a reason when none can be had."""
    if find():
        return 0
    try:
        install()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"no Chromium was found and none could be installed: {error}", file=sys.stderr)
        print("install one and name it in FLEXMAP_CHROMIUM", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
