"""The blueprint that the files of the API put their routes on, and how they read what is sent."""

from collections.abc import Mapping
from typing import TypeVar

from flask import Blueprint, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import UnprocessableEntity

blueprint = Blueprint("api", __name__, url_prefix="/api")

Shape = TypeVar("Shape", bound=BaseModel)


def sent(shape: type[Shape]) -> Shape:
    """What the body of the request holds. Refuses, with every fault, one that is not JSON of that shape."""
    body = request.get_json(silent=True)
    if not isinstance(body, Mapping):
        raise UnprocessableEntity("The body must be a JSON object: send it as application/json.")
    try:
        return shape.model_validate(body)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise UnprocessableEntity("; ".join(faults)) from None
