"""What every page works with, and who is looking at it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g

from monitor.model import User
from monitor.pipeline.backtest_jobs import BacktestJobs
from monitor.pipeline.lookups import Lookups
from monitor.settings import Settings
from monitor.store import Store
from webui.radar.watch import RadarWatch
from webui.throttle import Throttle
from webui.watch import Warnings, Watch


@dataclass(frozen=True, slots=True)
class Site:
    store: Store
    settings: Settings
    secret: bytes
    clock: Callable[[], datetime]
    open_desk: bool  # the demo: every visitor is its admin
    sign_in_throttle: Throttle  # for a name from one address, so that nobody can lock another out
    address_throttle: Throttle  # for all names that one address tries
    subscribe_throttle: Throttle
    lookup_throttle: Throttle  # for an admin: each lookup asks other people's servers
    lookups: Lookups
    watch: Watch
    radar: RadarWatch
    models: Path | None  # where trained classifiers are kept; None: nowhere, and no topic can be tried
    backtests: BacktestJobs


def install(app: Flask, made: Site) -> None:
    app.extensions["wiredesk"] = made


def site() -> Site:
    found = current_app.extensions["wiredesk"]
    assert isinstance(found, Site)
    return found


def now() -> datetime:
    """The moment of this request: one for the whole page."""
    if "now" not in g:
        g.now = site().clock()
    moment = g.now
    assert isinstance(moment, datetime)
    return moment


def warnings() -> Warnings:
    """What the desk warns of now."""
    return site().watch.warnings(site().store, now())


def visitor() -> User | None:
    """Who is signed in; None for a stranger."""
    found = g.get("user")
    assert found is None or isinstance(found, User)
    return found


def reader() -> User:
    """Who is signed in, on pages that nobody else reaches."""
    found = visitor()
    assert found is not None
    return found


def account_id() -> int:
    """Under which number something is kept for the reader; the demo's visitors share 0, and have no account."""
    return reader().id


def zone() -> ZoneInfo:
    """The zone in which this visitor reads times."""
    found = visitor()
    return ZoneInfo(found.zone if found else "UTC")
