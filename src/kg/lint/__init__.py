"""What an archivist should act on: rules, one a file, run over both graphs of every plan."""
