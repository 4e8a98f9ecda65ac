"""The thin faces: command line, web, assistants."""
