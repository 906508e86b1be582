"""`wiredesk topics relearn`: have the classifier learn from people's verdicts."""

import asyncio

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_json_line, print_rows
from monitor.pipeline.relearning import propose
from monitor.store.topics.proposals import Proposal, ProposalState

_WHO = "the command line"  # takes it, where no user of the desk does


@click.command(epilog="Example: wiredesk topics relearn --accept")
@click.option("--accept", is_flag=True, help="Take it, unless the quality would fall.")
@json_option
@pass_context
def relearn(context: Context, accept: bool, as_json: bool) -> None:
    """Learn from every verdict, and show what that would change; takes some minutes.

    Where no verdict has fallen since, the last proposal is shown again. Taken, the archive is judged anew.
    """
    with context.installation() as installation:
        store, now = installation.store, installation.clock()
        if not as_json:
            click.echo("Learning, and measuring what comes of it ...", err=True)
        proposal = asyncio.run(propose(store, installation.models, now)) or store.proposals.latest()
        if proposal is None:
            raise Refused("there is nothing to learn: nobody has decided on an article yet")
        if as_json:
            print_json_line(proposal)
        else:
            _print(proposal)
        if accept and not store.proposals.take(proposal.number, _WHO, now):
            raise Refused(_why_not(proposal))
        if accept:
            click.echo("Taken: the archive is judged anew from now on.", err=True)


def _print(proposal: Proposal) -> None:
    change, compared = proposal.change, proposal.change.compared
    rows = [
        {
            "topic": topic,
            "F1 now": f"{now:.3f}",
            "F1 then": f"{then:.3f}",
            "gained": change.gains.get(topic, 0),
            "lost": change.losses.get(topic, 0),
        }
        for topic, (now, then) in compared.f1.items()
    ]
    print_rows(rows, False, "There is no topic.")
    now, then = compared.macro_f1
    click.echo(
        f"macro F1 {now:.3f} now, {then:.3f} then: {compared.items} items, {compared.verdicts} of them from verdicts, "
        "cross-validated by story on the same folds"
    )
    click.echo(f"Gained and lost are among the latest {change.articles} articles:")
    for sign, moved in (("+", change.gained), ("-", change.lost)):
        for one in moved:
            click.echo(f"  {sign} {one.topic}: {one.title} ({one.article_id})")


def _why_not(proposal: Proposal) -> str:
    if proposal.state is ProposalState.TAKEN:
        return "it was taken already: nobody has decided on an article since"
    now, then = proposal.change.compared.macro_f1
    return f"not taken: the macro F1 would fall from {now:.4f} to {then:.4f}; look at the verdicts it learns from"
