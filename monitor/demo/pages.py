"""The demo's pages for people: a list of outlets, an outlet's front page, an article."""

from collections.abc import Iterable, Sequence
from html import escape

from monitor.demo.model import NewsItem, Outlet

STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 3rem auto; padding: 0 1.25rem; font: 1.0625rem/1.6 Georgia, serif; }
header, footer, .byline { font: 0.875rem/1.5 system-ui, sans-serif; opacity: 0.75; }
header { border-bottom: 1px solid; padding-bottom: 0.5rem; margin-bottom: 2rem; }
footer { border-top: 1px solid; padding-top: 0.5rem; margin-top: 3rem; }
h1 { line-height: 1.2; text-wrap: balance; }
.lead { font-weight: bold; }
li { margin-bottom: 0.5rem; }
"""


def index(outlets: Iterable[Outlet]) -> str:
    """The list of all outlets."""
    rows = (
        f'<li><a href="/{outlet.slug}/">{escape(outlet.name)}</a> ({escape(outlet.kind)},'
        f' <a href="/{outlet.slug}/feed.xml">{outlet.format}</a>)</li>'
        for outlet in outlets
    )
    return _page("Outlets of the demo", "en", f"<h1>Outlets of the demo</h1>\n<ul>\n{_lines(rows)}\n</ul>")


def front(outlet: Outlet, items: Sequence[NewsItem]) -> str:
    """An outlet's front page: its newest items."""
    rows = (f'<li><a href="{item.path}">{escape(item.title)}</a></li>' for item in items)
    name = escape(outlet.name)
    return _page(outlet.name, outlet.language or "en", f"<h1>{name}</h1>\n<ul>\n{_lines(rows)}\n</ul>")


def article(outlet: Outlet, item: NewsItem) -> str:
    """The whole text of an item."""
    published = f"{item.published:%d %B %Y, %H:%M} UTC"
    edited = f" (updated {item.updated:%H:%M} UTC)" if item.updated != item.published else ""
    byline = " · ".join(filter(None, (escape(item.author), published + edited)))
    paragraphs = _lines(f"<p>{escape(text)}</p>" for text in item.content)
    body = f"""\
<header><a href="/{outlet.slug}/">{escape(outlet.name)}</a></header>
<article>
<h1>{escape(item.title)}</h1>
<p class="byline">{byline}</p>
<p class="lead">{escape(item.summary)}</p>
{paragraphs}
</article>"""
    return _page(f"{item.title} · {outlet.name}", item.language or "en", body)


def message(title: str) -> str:
    """A page that only says `title`, such as an error."""
    return _page(title, "en", f"<h1>{escape(title)}</h1>")


def _page(title: str, language: str, body: str) -> str:
    return f"""\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
{body}
<footer>This page, its people and its firms were invented for the demo.</footer>
</body>
</html>
"""


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)
