"""What a requirement is, and the figures that follow from it. No files, no HTML."""
