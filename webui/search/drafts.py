"""A search made the draft of a topic, whose query decides alone."""

import re

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import QueryRole, Role, Topic
from monitor.topics.query import Query, QuerySyntaxError, parse_search
from monitor.topics.query.reading import reading
from monitor.topics.text import glossary
from monitor.topics.text.fold import fold
from webui.access import needs
from webui.search.asked import LONGEST
from webui.search.blueprint import blueprint
from webui.site import now, site

_LONGEST_NAME = 60


@blueprint.post("/search/draft")
@needs(Role.ADMIN)
def draft() -> ResponseReturnValue:
    store, text = site().store, request.form.get("q", "").strip()[:LONGEST]
    name = "".join(filter(str.isprintable, request.form.get("name", ""))).strip()[:_LONGEST_NAME]
    slug = "-".join(re.findall("[a-z0-9]+", fold(name)))
    if not slug:
        flash("Not kept: give the topic a name with letters from a to z.")
        return redirect(url_for("search.index", q=text), 303)
    topics = store.topics.all()
    if slug in {topic.slug for topic in topics}:
        flash(f"Not kept: there is a topic {slug} already. Choose another name.")
        return redirect(url_for("search.index", q=text), 303)
    try:
        query = parse_search(text, glossary.terms(topics))
    except QuerySyntaxError:
        abort(400)
    store.drafts.put(drafted(slug, name, query), now())
    flash(f"Kept: {name} judges all that comes in from now on, unseen by readers.")
    return redirect(url_for("drafts.index"), 303)


def drafted(slug: str, name: str, query: Query) -> Topic:
    """A topic of nothing but a query, with the concepts that the query names."""
    # a concept of one topic is named with the topic's slug and a dot, which no topic's own concept may have
    own = {concept: concept.replace(".", "-") for concept in query.concepts}
    text = re.sub(r"@[\w.-]+", lambda found: "@" + own.get(found[0][1:], found[0][1:]), str(query.tree))
    return Topic(
        slug=slug,
        name=name,
        definition=reading(query.tree),
        concepts={own[concept]: {"any": terms} for concept, terms in query.concepts.items()},
        query=text,
        query_as=QueryRole.ALONE,
    )
