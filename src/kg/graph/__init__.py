"""The only RDF in Python: identifiers, mapping, store, queries, shapes."""
