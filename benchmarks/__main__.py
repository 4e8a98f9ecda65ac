"""`python -m benchmarks [hostile|web]`: the answers, or an attack, or the server under load."""

from __future__ import annotations

import sys

if sys.argv[1:2] == ["hostile"]:
    from benchmarks.hostile import main
elif sys.argv[1:2] == ["web"]:
    from benchmarks.web import main
else:
    from benchmarks.run import main

if main.__module__ != "benchmarks.run":
    del sys.argv[1]
main()
