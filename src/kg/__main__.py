"""`python -m kg`, and the command `kg`: the command line, with an interrupt caught from the very first import on."""

from __future__ import annotations

import gc
import os
import sys

# Looking for plugins of pydantic means reading what every installed package says of itself; KG uses none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def main() -> None:
    """Run the command line."""
    # Reading facts makes a great many objects that all stay: looking for garbage among them finds none.
    gc.set_threshold(100_000)
    try:
        from kg.face.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("kg: interrupted; nothing was lost\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
