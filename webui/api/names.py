"""Names: the list, one name whole, new spellings, and what an editor decides on them."""

from typing import Literal

from flask import abort, jsonify, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict

from monitor.model import Role, Spelling, SpellingState
from monitor.pipeline import naming
from monitor.stories.names.gazetteer import Entry
from webui.access import needs
from webui.api.blueprint import blueprint, sent
from webui.api.plain import plain
from webui.names.blueprint import cursor, gazetteer, search_words
from webui.names.listing import listed
from webui.names.pages import LATELY, TOGETHER, kind_of
from webui.site import now, reader, site

_PAGE = 100  # articles
_MOST = 200  # suggestions, and names beside one


class Decided(BaseModel):
    model_config = ConfigDict(extra="forbid")

    says: Literal["confirmed", "refused"]


@blueprint.get("/names")
@needs(Role.READER)
def list_names() -> ResponseReturnValue:
    """Names by ?q= (any spelling, or part of a role) and ?kind=, those in most articles of the last week first."""
    words, kind = search_words(request.args.get("q", "")), kind_of(request.args.get("kind", ""))
    found = listed(gazetteer(), site().store.names.most_mentioned(now() - LATELY), words, kind)
    lines = [_entry(line.entry) | {"articles": line.articles} for line in found.lines]
    return jsonify(names=lines, found=found.found, days=LATELY.days)


@blueprint.get("/names/<key>")
@needs(Role.READER)
def show_name(key: str) -> ResponseReturnValue:
    """One name with its spellings, its articles (?older= goes on) and the names that it appears with."""
    store = site().store
    entry = gazetteer().entries.get(key)
    if entry is None:
        abort(404)
    page = store.names.articles(key, _PAGE, cursor(request.args.get("older", "")))
    together = store.names.together(key, now() - TOGETHER, _MOST)
    return jsonify(
        _entry(entry)
        | {
            "spellings": list(entry.terms),
            "decided": [_spelling(one) for one in store.spellings.of(key)],
            "seen": plain(store.names.tally(key)),
            "articles": plain(page.lines),
            "older": str(page.older) if page.older else None,
            "together": [{"key": other, "articles": number} for other, number in together],
        }
    )


@blueprint.get("/names/spellings")
@needs(Role.READER)
def list_spellings() -> ResponseReturnValue:
    """New spellings that wait for a decision, the most frequent first."""
    found = site().store.spellings.suggested(_MOST)
    return jsonify(
        spellings=[
            _spelling(one.spelling) | {"articles": one.articles, "latest": one.article_id} for one in found
        ]
    )


@blueprint.post("/names/spellings/<id:number>")
@needs(Role.EDITOR)
def decide_spelling(number: int) -> ResponseReturnValue:
    """Confirm or refuse a spelling."""
    state = SpellingState(sent(Decided).says)
    decided = naming.decide(site().store, number, state, reader().name, now())
    if decided is None:
        abort(404)
    return jsonify(_spelling(decided))


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "key": entry.key,
        "name": entry.name,
        "kind": entry.kind.value,
        "role": entry.role,
        "countries": list(entry.countries),
    }


def _spelling(spelling: Spelling) -> dict[str, object]:
    return {
        "number": spelling.number,
        "written": spelling.written,
        "name": spelling.name,
        "likeness": round(spelling.likeness, 4),
        "state": spelling.state.value,
        "decided_by": spelling.decided_by,
        "decided_at": plain(spelling.decided_at),
    }
