"""The list of names, and the page of one."""

from datetime import timedelta

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from monitor.model import Role, SpellingState
from monitor.store.names.quotes import QuoteFilter
from monitor.stories.names.gazetteer import NameKind
from webui.access import needs
from webui.names.blueprint import blueprint, cursor, gazetteer, search_words
from webui.names.listing import listed
from webui.names.reports import by_story
from webui.names.said import said
from webui.search.alternatives import readable
from webui.site import now, site

LATELY = timedelta(days=7)
TOGETHER = timedelta(days=90)

_PAGE = 25  # articles
_QUOTES = 8
_TOGETHER = 15
_SUGGESTED = 100


@blueprint.get("/names")
@needs(Role.READER)
def index() -> ResponseReturnValue:
    store = site().store
    words, kind = search_words(request.args.get("q", "")), kind_of(request.args.get("kind", ""))
    return render_template(
        "names/index.html",
        words=words,
        kind=kind,
        kinds=list(NameKind),
        names=listed(gazetteer(), store.names.most_mentioned(now() - LATELY), words, kind),
        days=LATELY.days,
        suggested=len(store.spellings.suggested(_SUGGESTED)),
        waiting=store.name_readings.waiting(),
    )


@blueprint.get("/names/<key>")
@needs(Role.READER)
def show(key: str) -> ResponseReturnValue:
    store, known = site().store, gazetteer()
    entry = known.entries.get(key)
    if entry is None:
        abort(404)
    spellings = store.spellings.of(key)
    page = store.names.articles(key, _PAGE, cursor(request.args.get("older", "")))
    return render_template(
        "names/show.html",
        entry=entry,
        shipped=[term for term in entry.aliases if term not in {one.written for one in spellings}],
        confirmed=[one for one in spellings if one.state is SpellingState.CONFIRMED],
        refused=[one for one in spellings if one.state is SpellingState.REFUSED],
        watch="\n".join(readable([entry.name, *entry.aliases])),
        tally=store.names.tally(key),
        stories=by_story(page.lines, store.stories.of_articles([one.article_id for one in page.lines])),
        older=page.older,
        quotes=said(store.quotes.page(QuoteFilter(name=key), _QUOTES).lines),
        together=[
            (known[other], count)
            for other, count in store.names.together(key, now() - TOGETHER, _TOGETHER)
            if other in known.entries
        ],
        days=TOGETHER.days,
    )


def kind_of(text: str) -> NameKind | None:
    """The kind that an address names; None where it names none."""
    return NameKind(text) if text in {kind.value for kind in NameKind} else None
