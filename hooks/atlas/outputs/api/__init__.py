"""The API, and the forms of pages that machines read."""
