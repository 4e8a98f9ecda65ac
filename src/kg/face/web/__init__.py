"""The web face: API, linked data and descriptions of the service over HTTP."""
