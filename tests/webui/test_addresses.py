"""The addresses of links, which are kept."""

from flask import Flask
from flask import url_for as worked_out

from webui.addresses import url_for


def test_a_kept_address_is_the_one_that_flask_works_out(app: Flask) -> None:
    wanted = [
        ("desk.index", {}),
        ("desk.index", {"new": 1}),
        ("desk.index", {"new": True}),
        ("desk.index", {"topic": None, "tag": "a b&c"}),
        ("stories.show", {"story_id": 7}),
        ("search.index", {"q": ["a", "b"]}),
        ("names.spellings", {"_anchor": "x"}),
        ("desk.index", {"_external": True}),
    ]
    for root in ("", "/news"):
        with app.test_request_context("/", base_url=f"http://desk.example{root}"):
            for _ in range(2):
                for endpoint, values in wanted:
                    assert url_for(endpoint, **values) == worked_out(endpoint, **values)
