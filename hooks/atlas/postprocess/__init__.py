"""What is done to finished HTML, whichever engine wrote it. Imports no other room."""
