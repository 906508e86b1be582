"""Numbers of rows in addresses."""

from werkzeug.routing import IntegerConverter, Map

GREATEST = 2**31 - 1  # what an INTEGER of PostgreSQL holds


class RowId(IntegerConverter):
    """`<id:name>`: a number no larger than the database's; anything else is an address we do not have."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=GREATEST)
