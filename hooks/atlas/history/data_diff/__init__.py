"""What an edit of the data changes, in words, with warnings for the reviewer.

It works on plain data and not on checked objects: the earlier text may break rules that are newer than it is, and the
reviewer wants to know what changed even while something is wrong. Whatever differs gives at least one sentence.

`sides` holds a file before and after, `words` how values and their differences read, `warnings` one small function each,
`facts` compares answers to facts, `rule_changes` what is told under `changes:`, `value_edits` names the values that came, `parts`
compares everything else, `files` whole files, `blocks` reads many versions of one file, `report` shows the outcome.
"""

from atlas.history.data_diff.blocks import VersionReader
from atlas.history.data_diff.files import DataDiff, compare
from atlas.history.data_diff.report import as_markdown, as_text
from atlas.history.data_diff.rule_changes import EntryEdit, Step
from atlas.history.data_diff.value_edits import ValueKey, digest_of

__all__ = [
    "DataDiff",
    "EntryEdit",
    "Step",
    "ValueKey",
    "VersionReader",
    "as_markdown",
    "as_text",
    "compare",
    "digest_of",
]
