"""Files whose facts were coded before the fields were defined as they are now.

The rules of `meanings.py` hold for all others. A file leaves this list when it is coded anew, and the list goes with the last.
"""

CODED_BEFORE = frozenset(
    (
        "AK",
        "DE",
        "MD",
        "NJ",
        "SC",
        "WI",
        "WV",
        "WY",
    )
)
