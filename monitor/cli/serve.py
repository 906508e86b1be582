"""`wiredesk up`: everything in one process."""

import asyncio
import gc
import ipaddress
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread

import click
from waitress.server import create_server

from monitor.cli.context import Context, Refused, pass_context
from monitor.clock import now
from monitor.demo.opening import open_world
from monitor.demo.seeds import FOLDER as DEMO
from monitor.model import Role
from monitor.pipeline.invitations import invite
from monitor.pipeline.lookups import Lookups
from monitor.pipeline.pace import Pace, SharedBudget, fixed
from monitor.runners import embedded
from monitor.settings import Settings
from monitor.stories.names.gazetteer_file import load_gazetteer
from monitor.wiring import Installation, open_installation
from webui import create_app

# The demo's feeds bring something every minute, and ask no politeness.
_DEMO_PACE = fixed(timedelta(seconds=15))

# Bytes: as much as polling.max_bytes can be set to, for what hubs push. Each page has a limit of its own, which it can
# only keep once the server has taken the whole body in.
_LARGEST_BODY = 100_000_000


@click.command(epilog="Example: wiredesk up --demo")
@click.option(
    "--demo", is_flag=True, help="Serve an invented world of feeds and open the desk without sign-in."
)
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port of the web desk.  [default: from the settings]"
)
@pass_context
def up(context: Context, demo: bool, port: int | None) -> None:
    """Run everything in one process: polling, classifying, the web desk, the digests."""
    settings = context.settings()
    server = settings.server.model_copy(update={"port": port} if port else {})
    settings = settings.model_copy(update={"server": server})
    with ExitStack() as stack:
        if demo:
            installation, pace = stack.enter_context(_demo(context.data / "demo", settings)), _DEMO_PACE
        else:
            installation = open_installation(context.data, settings)
            stack.callback(installation.close)
            pace = SharedBudget(installation.store, timedelta(minutes=settings.polling.interval_minutes))
        lookups = Lookups()
        stack.enter_context(_web(installation, lookups, open_desk=demo))
        _greet(installation, demo)
        asyncio.run(_until_told_to_stop(installation, pace, lookups))


@contextmanager
def _demo(folder: Path, settings: Settings) -> Iterator[Installation]:
    """An installation of its own, subscribed to the bundled world, which runs beside it."""
    if not _is_loopback(settings.server.host):
        raise Refused(
            "--demo needs no sign-in, so it listens on the loopback address only: unset server.host"
        )
    folder.mkdir(parents=True, exist_ok=True)
    with open_world(folder, now) as world:
        allowed = settings.polling.model_copy(update={"allowed_hosts": ("127.0.0.1",)})
        installation = open_installation(
            folder, settings.model_copy(update={"polling": allowed}), world.feeds
        )
        try:
            for entry in load_gazetteer(DEMO / "names.toml").entries.values():
                installation.store.names.add(entry, "", now())
            yield installation
        finally:
            installation.close()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _web(installation: Installation, lookups: Lookups, open_desk: bool) -> Iterator[None]:
    """The web desk, in threads of its own. Raises Refused where its port is taken."""
    server = installation.settings.server
    app = create_app(
        installation.store,
        installation.settings,
        installation.secret,
        open_desk=open_desk,
        lookups=lookups,
        models=installation.models,
    )
    # A TLS server in front of us on this machine says who asks; anybody else's word on that is dropped.
    proxied = server.base_url.startswith("https://") and _is_loopback(server.host)
    try:
        waitress = create_server(
            app,
            host=server.host,
            port=server.port,
            threads=server.threads,
            ident="",
            trusted_proxy="127.0.0.1" if proxied else None,
            trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto"} if proxied else set(),
            clear_untrusted_proxy_headers=True,
            max_request_body_size=_LARGEST_BODY,
        )
    except OSError as error:
        raise Refused(
            f"port {server.port} of {server.host}: {error.strerror}: choose another with --port"
        ) from None
    thread = Thread(target=waitress.run, name="web", daemon=True)
    gc.collect()
    gc.freeze()  # what is there now stays: to look for garbage in all of it held up a page for 0.1 s now and then
    thread.start()
    try:
        yield
    finally:
        waitress.close()
        thread.join(timeout=5)


def _greet(installation: Installation, demo: bool) -> None:
    url = installation.settings.server.public_url
    click.echo(f"Wiredesk is at {url}  (stop it with Ctrl-C)")
    if not demo and installation.store.users.count() == 0:
        token = invite(installation.store, Role.ADMIN, installation.clock())
        click.echo(f"Nobody can sign in yet. Make yourself the admin: {url}/invitations/{token}")


async def _until_told_to_stop(installation: Installation, pace: Pace, lookups: Lookups) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await embedded.run(installation, stop, pace, lookups=lookups)
