"""`python -m benchmarks`: the measurements of run.py."""

from __future__ import annotations

from benchmarks.run import main

main()
