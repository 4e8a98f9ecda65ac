"""`python -m kg`, and the command `kg`: the command line, with an interrupt caught from the very first import on."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    try:
        from kg.face.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("kg: interrupted; nothing was lost\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
