"""Files whose facts were coded before the fields were defined as they are now.

The rules of `meanings.py` hold for all others. A file leaves this list when it is coded anew, and the list goes with the last.
"""

CODED_BEFORE = frozenset(
    (
        "AK",
        "AL",
        "CO",
        "DC",
        "DE",
        "GU",
        "HI",
        "IN",
        "KY",
        "LA",
        "MA",
        "MD",
        "MI",
        "MO",
        "MP",
        "MT",
        "NC",
        "ND",
        "NH",
        "NJ",
        "NV",
        "OK",
        "PA",
        "PR",
        "RI",
        "SC",
        "UT",
        "VA",
        "VI",
        "VT",
        "WI",
        "WV",
        "WY",
    )
)
