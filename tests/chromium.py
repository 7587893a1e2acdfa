"""Finds Chromium for the browser tests; from Debian's package where it is missing and permitted."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def executable() -> str | None:
    """The path of the browser, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> str:
    """The path of the browser, installing it if need be; raises RuntimeError with the reason."""
    path = executable()
    if path is not None:
        return path
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise RuntimeError("Chromium is missing and cannot be installed here: not root or no apt")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    path = executable()
    if path is None:
        raise RuntimeError("Debian's chromium package was installed, yet no browser was found")
    return path


if __name__ == "__main__":
    try:
        print(f"chromium: {install()}")
    except (RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(f"Browser tests cannot run: {error}")
