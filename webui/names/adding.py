"""Adding a name that the gazetteer does not have."""

import re
import unicodedata
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form, SelectField, StringField

from monitor.model import Role
from monitor.pipeline import naming
from monitor.stories.names.gazetteer import Entry, Gazetteer, NameKind
from monitor.stories.names.gazetteer_terms import name_term_problem
from monitor.topics.text.fold import fold
from webui.access import needs
from webui.names.blueprint import LONGEST_SEARCH, blueprint, gazetteer, search_words
from webui.site import now, reader, site

_COUNTRIES = re.compile(r"(?:[a-z]{2}(?: [a-z]{2})*)?")
_LONGEST_KEY = 80


def _line(text: str | None) -> str:
    return " ".join(search_words(text or "").split())


class NameForm(Form):
    name = StringField(
        "Name", filters=[_line], description="As English texts write it. A surname alone only if it is rare."
    )
    kind = SelectField("Kind", choices={kind.value: kind.value.capitalize() for kind in NameKind})
    role = StringField(
        "Role",
        filters=[_line],
        description="Office, or what it is: head of the arms agency; air defence system.",
    )
    countries = StringField(
        "Countries", filters=[_line], description="ISO 3166-1 codes in two letters, such as ua de. Optional."
    )

    def complain(self, field: str, sentence: str) -> None:
        self[field].errors = [*self[field].errors, sentence]

    def checked(self, known: Gazetteer) -> Entry | None:
        """The name that was typed in; None where something is wrong, which then stands at its field."""
        name, countries = self.name.data or "", (self.countries.data or "").lower().replace(",", "")
        meant = known.find(name) if name else None
        if problem := "is empty" if not name else name_term_problem(name):
            self.complain("name", f"The name {problem}: write more of it.")
        elif "*" in name or not _key(name):
            self.complain("name", "Write the name as articles do, in letters and figures.")
        elif meant is not None:
            self.complain("name", f"This is a spelling of {meant.name} already.")
        elif _key(name) in known.entries:
            self.complain("name", f"This is too like {known[_key(name)].name}: write more of it.")
        if not self.role.data:
            self.complain("role", "Say who or what it is.")
        if not _COUNTRIES.fullmatch(countries):
            self.complain("countries", "Write codes of two letters with spaces between, such as ua de.")
        if self.errors:
            return None
        kind = NameKind(self.kind.data)
        return Entry(_key(name), name, kind, self.role.data or "", tuple(countries.split()), ())


@blueprint.get("/names/new")
@needs(Role.EDITOR)
def new() -> ResponseReturnValue:
    given = {"name": request.args.get("name", "")[:LONGEST_SEARCH], "role": request.args.get("role", "")}
    return render_template("names/new.html", form=NameForm(data=given))


@blueprint.post("/names/new")
@needs(Role.EDITOR)
def save() -> ResponseReturnValue:
    form: Any = NameForm(request.form)
    entry = form.checked(gazetteer()) if form.validate() else None
    if entry is not None and not site().store.names.add(entry, reader().name, now()):
        form.complain("name", "Somebody has added it in the meantime.")
        entry = None
    if entry is None:
        return render_template("names/new.html", form=form), 422
    naming.read_now(site().store)
    flash(f"{entry.name} is added. Articles of the past that tell of it are found within minutes.")
    return redirect(url_for("names.show", key=entry.key), 303)


def _key(name: str) -> str:
    """The key of a name: its letters and figures, joined by hyphens."""
    plain = "".join(sign if sign.isalnum() else " " for sign in fold(unicodedata.normalize("NFKC", name)))
    return "-".join(plain.split())[:_LONGEST_KEY].strip("-")
