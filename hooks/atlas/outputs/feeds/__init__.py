"""Feeds and the calendar."""
