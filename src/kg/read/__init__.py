"""Bytes to a Document of rows, cells and paragraphs with places; one format a file."""
