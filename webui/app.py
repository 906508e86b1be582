"""Puts the Flask app together."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect

import monitor.clock
from monitor.pipeline.backtest_jobs import BacktestJobs
from monitor.pipeline.lookups import Lookups
from monitor.settings import Settings
from monitor.store import Store
from webui import (
    access,
    addresses,
    display,
    errors,
    health,
    ids,
    marks,
    robot,
    security,
    site,
    snapshot,
    static_files,
)
from webui.api.routes import blueprint as api
from webui.articles import pages as articles
from webui.articles import verdicts
from webui.briefing import pages as briefing
from webui.design import pages as design
from webui.desk.routes import blueprint as desk
from webui.feeds import lists
from webui.feeds.blueprint import blueprint as feeds
from webui.hubs import pages as hubs
from webui.items import pages as items
from webui.ledger import pages as ledger
from webui.names.routes import blueprint as names
from webui.numbers import pages as numbers
from webui.outbox import pages as outbox
from webui.people import account, invitations, sign_ins, users
from webui.people import pages as people
from webui.radar import pages as radar
from webui.radar.watch import RadarWatch
from webui.search.routes import blueprint as search
from webui.stories.routes import blueprint as stories
from webui.subscriptions import pages as subscriptions
from webui.throttle import Throttle
from webui.topics import changes, drafts, learning, quality, sample, wishes
from webui.topics import pages as topics
from webui.watch import Watch

_BLUEPRINTS = (
    desk,
    items.blueprint,
    articles.blueprint,
    verdicts.blueprint,
    stories,
    topics.blueprint,
    learning.blueprint,
    quality.blueprint,
    sample.blueprint,
    wishes.blueprint,
    changes.blueprint,
    drafts.blueprint,
    feeds,
    ledger.blueprint,
    names,
    search,
    radar.blueprint,
    numbers.blueprint,
    briefing.blueprint,
    design.blueprint,
    subscriptions.blueprint,
    outbox.blueprint,
    people.blueprint,
    invitations.blueprint,
    account.blueprint,
    users.blueprint,
    health.blueprint,
    robot.blueprint,
    hubs.blueprint,
    api,
)


def create_app(
    store: Store,
    settings: Settings,
    secret: bytes,
    *,
    clock: Callable[[], datetime] = monitor.clock.now,
    open_desk: bool = False,
    lookups: Lookups | None = None,
    models: Path | None = None,
) -> Flask:
    """The WSGI app. `secret` signs its cookies and the links in mails; `open_desk` makes every visitor an admin,
    so it must listen on the loopback address only. `lookups` answers what admins ask of other people's servers;
    `models` is the folder of trained classifiers, without which no topic can be tried."""
    app = Flask(__name__, static_url_path=static_files.path())
    app.secret_key = secret
    app.config.update(_config(settings))
    if open_desk:  # another name that resolves to this machine would be another site reaching in
        app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost"]
    app.session_interface = security.SessionCookie()
    app.url_map.converters["id"] = ids.RowId
    site.install(
        app,
        site.Site(
            store=store,
            settings=settings,
            secret=secret,
            clock=clock,
            open_desk=open_desk,
            sign_in_throttle=Throttle(5, timedelta(minutes=5)),
            address_throttle=Throttle(30, timedelta(minutes=5)),
            subscribe_throttle=Throttle(10, timedelta(hours=1)),
            lookup_throttle=Throttle(30, timedelta(minutes=5)),
            lookups=lookups or Lookups(),
            watch=Watch(),
            radar=RadarWatch(),
            models=models,
            backtests=BacktestJobs(),
        ),
    )
    app.before_request(sign_ins.recognise)
    app.before_request(lists.allow_upload)
    csrf = CSRFProtect(app)
    csrf.exempt(subscriptions.stop)  # RFC 8058: the link is all the proof there is
    csrf.exempt(hubs.deliver)  # a hub has no session; it signs what it sends
    app.before_request(access.guard)
    app.after_request(security.add_headers)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    errors.register(app)
    display.register(app)
    marks.register(app)
    addresses.register(app)
    app.after_request(static_files.compress)
    snapshot.register(app, store)
    return app


def _config(settings: Settings) -> dict[str, object]:
    return {
        "SESSION_COOKIE_NAME": "wiredesk",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.server.public_url.startswith("https://"),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": sign_ins.VALID_FOR,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a desk stays open all day
        "WTF_CSRF_SSL_STRICT": False,  # it asks for a Referer, which our pages forbid browsers to send
        "MAX_CONTENT_LENGTH": 1_000_000,
        "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,  # their addresses carry a version
    }
