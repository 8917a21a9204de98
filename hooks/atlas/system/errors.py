"""Errors whose words are for the person at the keyboard."""

from __future__ import annotations


class UserError(Exception):
    """An error whose words say all that the person at the keyboard needs: where, what, and what was expected."""
