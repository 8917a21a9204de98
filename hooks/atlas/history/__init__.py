"""What git knows of earlier states of the data."""
