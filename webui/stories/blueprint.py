"""The blueprint that the pages of stories put their routes on."""

from flask import Blueprint

blueprint = Blueprint("stories", __name__, url_prefix="/stories")
