"""What to ask a publisher's server for."""

from importlib.metadata import version

from monitor.model import FetchRequest, Lease

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
)


def user_agent(contact: str) -> str:
    """The name we give publishers, with the address at which they can reach whoever runs this desk."""
    name = f"Wiredesk/{version('wiredesk')}"
    return f"{name} (+{contact})" if contact else name


def request_for(lease: Lease) -> FetchRequest:
    """A request that is conditional wherever the server ever gave us a validator; both go back as received."""
    headers = {"Accept": ACCEPT}
    if lease.polling.etag:
        headers["If-None-Match"] = lease.polling.etag
    if lease.polling.last_modified:
        headers["If-Modified-Since"] = lease.polling.last_modified
    return FetchRequest(lease.feed.url, headers)
