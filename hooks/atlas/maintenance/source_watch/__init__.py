"""The source watch: fetches every cited page politely and says which changed, moved or are gone."""
