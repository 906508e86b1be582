"""What to ask a publisher's server for."""

from importlib.metadata import version

from monitor.model import FetchRequest, Lease
from monitor.settings import Settings

ROBOT_PAGE = "/robot"  # of the desk: what it does, and how to be left alone

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
)

PAGE_ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


def user_agent(settings: Settings) -> str:
    """The name we give publishers: with this desk's page for them, and how to reach whoever runs it.

    Without a base_url nobody but this machine could read the page: it is left out then.
    """
    name = f"Wiredesk/{version('wiredesk')}"
    page = f"{settings.server.base_url}{ROBOT_PAGE}" if settings.server.base_url else ""
    told = "; ".join(filter(None, (page, settings.polling.contact)))
    return f"{name} (+{told})" if told else name


def request_for(lease: Lease) -> FetchRequest:
    """A request that is conditional wherever the server ever gave us a validator; both go back as received."""
    headers = {"Accept": ACCEPT}
    if lease.polling.etag:
        headers["If-None-Match"] = lease.polling.etag
    if lease.polling.last_modified:
        headers["If-Modified-Since"] = lease.polling.last_modified
    return FetchRequest(lease.feed.url, headers)


def page_request(url: str) -> FetchRequest:
    """A request for a web page: of an article, or one that may name feeds."""
    return FetchRequest(url, {"Accept": PAGE_ACCEPT})
