"""The blueprint that the files of the desk put their routes on."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__)
