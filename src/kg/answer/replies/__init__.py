"""What is replied from each kind of fact of a handbook or guideline; one kind a file."""
