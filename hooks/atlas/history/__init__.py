"""What git knows of the files: what was edited in the data, and when a page written by hand was last changed."""
