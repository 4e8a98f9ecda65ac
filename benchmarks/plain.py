"""What a web framework alone can do: an endpoint that returns bytes from memory, to hold the real one against."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.responses import Response


def main() -> None:
    """Serve the bodies of a file of [text, plan, body] on a port."""
    told: list[list[Any]] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    bodies = {(text, plan): body.encode() for text, plan, body in told}
    app = FastAPI(docs_url=None, redoc_url=None)

    @app.get("/api/resolve")
    async def resolve(text: str, plan: str) -> Response:
        return Response(bodies[text, plan], media_type="application/json")

    uvicorn.run(app, port=int(sys.argv[2]), http="httptools", loop="uvloop", access_log=False, log_level="error")


main()
