"""The Counselor Licensure Atlas: the domain.

Nothing in this package knows MkDocs. It reads `data/`, checks it, and turns it into facts, pages and
downloads. `hooks/mkdocs_hook.py` hands the pages to MkDocs.
"""
