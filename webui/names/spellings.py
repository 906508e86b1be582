"""New spellings: what was met in articles, and what an editor says of it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role, SpellingState
from monitor.pipeline import naming
from monitor.stories.names.gazetteer_terms import name_term_problem
from webui.access import needs
from webui.names.blueprint import blueprint, gazetteer, search_words
from webui.site import now, reader, site

_MOST = 50  # suggestions on the page
_SAYS = {"confirmed": SpellingState.CONFIRMED, "refused": SpellingState.REFUSED}


@blueprint.get("/names/spellings")
@needs(Role.READER)
def spellings() -> ResponseReturnValue:
    return render_template(
        "names/spellings.html", suggested=site().store.spellings.suggested(_MOST), names=gazetteer().entries
    )


@blueprint.post("/names/spellings/<id:number>")
@needs(Role.EDITOR)
def decide(number: int) -> ResponseReturnValue:
    """Confirm or refuse; the page that comes then goes on where this one was."""
    state = _SAYS.get(request.form.get("says", ""))
    if state is None:
        abort(400)
    decided = naming.decide(site().store, number, state, reader().name, now())
    if decided is None:
        abort(404)
    name = naming.name_of(site().store, decided.name)
    if state is SpellingState.CONFIRMED:
        flash(f"“{decided.written}” is now a spelling of {name}. {_later()}".strip())
    else:
        flash(f"“{decided.written}” is no spelling of {name}.")
    if request.form.get("back") == "name":
        return redirect(url_for("names.show", key=decided.name), 303)
    following = request.form.get("next", "")
    anchor = f"spelling-{following}" if following.isascii() and following.isdigit() else None
    return redirect(url_for("names.spellings", _anchor=anchor), 303)


@blueprint.post("/names/<key>/spellings")
@needs(Role.EDITOR)
def add(key: str) -> ResponseReturnValue:
    """Give a name a spelling that nobody suggested."""
    written = " ".join(search_words(request.form.get("written", "")).split())
    known = gazetteer()
    if key not in known.entries:
        abort(404)
    meant = known.find(written)
    if problem := "is empty" if not written else name_term_problem(written):
        flash(f"Not added: “{written}” {problem}. Write more of the name.")
    elif "*" in written:
        flash("Not added: a spelling is a name as articles write it, without *.")
    elif meant is not None:
        flash(f"Not added: “{written}” is a spelling of {meant.name} already.")
    else:
        site().store.spellings.add(written, key, reader().name, now())
        naming.read_now(site().store)
        flash(f"“{written}” is now a spelling of {known[key].name}. {_later()}".strip())
    return redirect(url_for("names.show", key=key), 303)


def _later() -> str:
    waiting = site().store.name_readings.waiting()
    return f"{waiting:,} older articles are read by it within minutes." if waiting else ""
