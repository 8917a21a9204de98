"""What maintainers run: fixes, scaffold, data diff, source watch, what to review next. The build needs none of it."""
