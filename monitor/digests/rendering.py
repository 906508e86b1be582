"""Templates become letters: HTML with its styles inline, as mail programs want it, and its plain-text twin."""

import textwrap
from collections.abc import Mapping

from css_inline import CSSInliner
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from monitor.digests.message import Letter

_COLUMNS = 72  # of plain text

# The dark colours stay in a style element: only a media query can hold them.
_INLINER = CSSInliner(keep_at_rules=True, minify_css=True, load_remote_stylesheets=False)


def write(subject: str, template: str, values: Mapping[str, object]) -> Letter:
    """The letter that `template`.html and `template`.txt make of these values."""
    everything = {"subject": subject, **values}
    html = _INLINER.inline(_TEMPLATES.get_template(f"{template}.html").render(everything))
    text = _TEMPLATES.get_template(f"{template}.txt").render(everything)
    return Letter(subject, text.strip() + "\n", html)


def _wrapped(text: str, indent: int = 0) -> str:
    """Lines of at most _COLUMNS characters; only a longer word (an address) sticks out."""
    margin = " " * indent
    return textwrap.fill(
        text,
        _COLUMNS,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("monitor.digests"),
        autoescape=select_autoescape(),  # HTML, not plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrapped"] = _wrapped
    return environment


_TEMPLATES = _templates()
