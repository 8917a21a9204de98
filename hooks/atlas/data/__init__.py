"""YAML in; domain objects or located problems out."""
