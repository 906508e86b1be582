"""The desk: the list of stories, where editors decide."""
