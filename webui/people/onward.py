"""Where to go after signing in: `next` may name a page of this desk, nothing else."""

import re

_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")  # printable ASCII without spaces and backslashes


def page_named(wanted: str | None, otherwise: str) -> str:
    """`wanted` where it is a path on this site, else `otherwise`.

    Browsers read // and /\\ as another host, and drop tabs and line ends before they look.
    """
    if wanted and _PATH.fullmatch(wanted) and "//" not in wanted.partition("?")[0]:
        return wanted
    return otherwise
