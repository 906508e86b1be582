"""The search for quotations."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from monitor.model import Role
from webui.access import needs
from webui.names.blueprint import blueprint, gazetteer
from webui.names.quote_query import QuoteQuery
from webui.names.said import said
from webui.site import site, zone

PAGE = 40  # quotations


@blueprint.get("/quotes")
@needs(Role.READER)
def quotes() -> ResponseReturnValue:
    store, query, known = site().store, QuoteQuery.read(request.args), gazetteer()
    wanted = query.filter(known, zone())
    page = store.quotes.page(wanted, PAGE, query.older)
    return render_template(
        "quotes/index.html",
        query=query,
        meant=known.entries.get(wanted.name),
        quotes=said(page.lines),
        older=page.older,
        feeds=store.feeds.listed(),
        languages=store.desk.languages(),
    )
