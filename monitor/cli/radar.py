"""`wiredesk radar`: is more reported of anything than is normal?"""

from zoneinfo import ZoneInfo

import click

from monitor.cli.context import Context, pass_context
from monitor.cli.output import json_option, print_json_line, print_rows
from monitor.pipeline.radar import Followed, Radar, Sighting, look


@click.command(epilog="Example: wiredesk radar --json")
@json_option
@pass_context
def radar(context: Context, as_json: bool) -> None:
    """The volume of each topic against its own normal, and what made each spike of the last seven days.

    Names are listed where they had a spike. Copies count once; moments are in UTC.
    """
    with context.installation() as installation:
        zone = ZoneInfo(installation.settings.radar.zone)
        found = look(installation.store, zone, installation.clock())
    if as_json:
        print_json_line(found)
        return
    rows = [_row(one, found) for one in (*found.topics, *found.names)]
    print_rows(rows, False, "There is no topic: `wiredesk config apply` brings those of the files.")
    if found.known_from:
        click.echo(f"What is normal is not known before {found.known_from:%Y-%m-%d %H:%M} UTC.", err=True)
    for sighting in found.spikes:
        click.echo(f"\n{_headline(sighting)}")
        for told in sighting.stories:
            click.echo(f"  {told.reports:3}  {told.story.headline}  (story {told.story.id})")


def _row(one: Followed, found: Radar) -> dict[str, object]:
    last = one.course.points[-1]
    known = found.known_from is None
    return {
        "what": one.subject,
        "name": one.name,
        "last_six_hours": last.reports,
        "usual": f"{last.usual:.1f}" if known else "not known yet",
        "normal": f"{last.low}-{last.high}" if known else "",
        "spikes_in_7_days": len(one.course.spikes),
    }


def _headline(sighting: Sighting) -> str:
    spike = sighting.spike
    until = "now" if spike.is_on else f"{spike.end:%Y-%m-%d %H:%M}"
    return (
        f"{sighting.of.name}: {spike.reports} reports from {spike.begin:%Y-%m-%d %H:%M} to {until}, "
        f"usual {spike.usual:.1f}"
    )
