"""The blueprint that the files of this package put their routes on, and what several of them ask."""

from flask import Blueprint

from monitor.store.articles.desk import Cursor
from monitor.stories.names.gazetteer import Gazetteer
from monitor.stories.names.gazetteer_own import desk_gazetteer
from webui.ids import GREATEST
from webui.site import site

LONGEST_SEARCH = 200  # characters

blueprint = Blueprint("names", __name__)


def gazetteer() -> Gazetteer:
    """The names that the desk knows, with what people have added."""
    return desk_gazetteer(site().store.names.additions())


def search_words(given: str) -> str:
    """Words to search for as an address holds them, without what no text has."""
    return "".join(sign if sign.isprintable() else " " for sign in given[:LONGEST_SEARCH]).strip()


def cursor(text: str) -> Cursor | None:
    """The place in a list that an address names; None where it names none."""
    found = Cursor.read(text) if text else None
    return found if found and abs(found.article_id) <= GREATEST else None
