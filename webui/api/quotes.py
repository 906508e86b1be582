"""Who said what: the search for quotations."""

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.store.names.quotes import QuoteLine
from webui.access import needs
from webui.api.blueprint import blueprint
from webui.display import stamp
from webui.names.blueprint import gazetteer
from webui.names.quote_query import QuoteQuery
from webui.names.said import allowed_words, place
from webui.site import site, zone

_PAGE = 100  # quotations


@blueprint.get("/quotes")
@needs(Role.READER)
def list_quotes() -> ResponseReturnValue:
    """Quotations by ?speaker=, ?words=, ?feed=, ?language=, ?since= and ?until=; ?older= goes on.

    Words that the publisher does not allow to be shown are empty.
    """
    query = QuoteQuery.read(request.args)
    page = site().store.quotes.page(query.filter(gazetteer(), zone()), _PAGE, query.older)
    return jsonify(
        quotes=[_quote(line) for line in page.lines],
        older=str(page.older) if page.older else None,
        ignored=list(query.ignored),
    )


def _quote(line: QuoteLine) -> dict[str, object]:
    said = line.quotation
    return {
        "words": allowed_words(line),
        "speaker": said.speaker,
        "role": said.role,
        "name": said.name or None,
        "indirect": said.indirect,
        "article": line.article_id,
        "title": line.title,
        "url": line.url,
        "outlet": line.outlet,
        "feed": line.feed_id,
        "language": line.language,
        "dated_at": stamp(line.dated_at),
        "field": said.field,
        "start": said.start,
        "end": said.end,
        "passage": url_for("articles.show", article_id=line.article_id, quote=place(line)),
    }
