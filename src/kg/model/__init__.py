"""The facts of plans and the answers built on them: frozen values, no input or output."""
