"""The blueprint that the files of the search put their routes on."""

from flask import Blueprint

blueprint = Blueprint("search", __name__)
