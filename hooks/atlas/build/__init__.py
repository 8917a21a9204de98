"""The story of a build, top to bottom."""
