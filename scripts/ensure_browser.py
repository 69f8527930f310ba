"""Makes sure that the browser tests can run: a Chromium, and the driver that steers it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys

SHELL = "chromium-headless-shell"
"""Chromium without its windows, a package of Debian: the same pages for two thirds of the work."""

NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome")
DRIVER_LIBRARY = "libatomic1"
"""Debian's package that Playwright's driver needs and that a small image lacks."""


def find() -> str | None:
    """The path of a Chromium: `FLEXMAP_CHROMIUM`, or the first known name on the PATH."""
    named = os.environ.get("FLEXMAP_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def driver_runs() -> bool:
    """Whether Playwright's driver finds the libraries that it needs."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install(*packages: str) -> None:
    """Installs packages of Debian as root; raises `OSError` or `CalledProcessError`."""
    # The command of the system that runs this is meant, wherever it is.
    subprocess.run(["apt-get", "update", "-qq"], check=True)  # nosec B607
    subprocess.run(  # nosec B607
        ["apt-get", "install", "-yqq", "--no-install-recommends", *packages],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    )


def install_missing() -> None:
    """Installs what is missing: Debian's packages as root, Playwright's own browser elsewhere."""
    if _installs_packages():
        missing = [] if driver_runs() else [DRIVER_LIBRARY]
        install(*missing, *([] if find() else [SHELL]))
    elif not driver_runs():
        raise OSError(f"Playwright's driver does not start; {DRIVER_LIBRARY} may be missing")
    elif not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def prefer_shell() -> None:
    """Installs the lighter Chromium where it can be had at once; without it tests take longer."""
    if "FLEXMAP_CHROMIUM" in os.environ or shutil.which(SHELL) or not _installs_packages():
        return
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        install(SHELL)


def _installs_packages() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def main() -> int:
    """Exit code 0 when the tests have a browser, 2 with a reason when none can be had."""
    try:
        prefer_shell()
        if not (find() and driver_runs()):
            install_missing()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"no Chromium can be used, and none could be installed: {error}", file=sys.stderr)
        print("install one and name it in FLEXMAP_CHROMIUM", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
