"""Elements of a drawing, with all that is written into them escaped. Pure."""

from collections.abc import Iterable

from markupsafe import Markup, escape

Value = str | float


def element(name: str, *inner: str, **attributes: Value | None) -> Markup:
    """An element: `class_` is written as class, `text_anchor` as text-anchor; what is None is left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_written(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{given}>{joined(inner)}</{name}>")  # noqa: S704  every part is escaped


def joined(parts: Iterable[str]) -> Markup:
    """Markup one behind the other; plain text is escaped."""
    return Markup("").join(parts)


def percent(share: float) -> str:
    """A place or length as a part of the whole width."""
    return f"{round(100 * share, 2):g}%"


def _written(value: Value) -> str:
    return value if isinstance(value, str) else f"{round(value, 2):g}"
