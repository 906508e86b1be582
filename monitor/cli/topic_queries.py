"""`wiredesk topics check-query`: what a query means, what it costs, and what it finds."""

from dataclasses import dataclass, field
from typing import BinaryIO

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_json_line, print_rows
from monitor.configuration.problems import Problem
from monitor.model import Article
from monitor.topics.learning.items import parse_articles
from monitor.topics.query import ArticleText, Query, QueryMatch, QuerySyntaxError, parse
from monitor.topics.query.archive import review_archive
from monitor.topics.query.cost import cost
from monitor.topics.query.findings import Finding
from monitor.topics.query.reading import reading
from monitor.topics.query.review import review
from monitor.topics.text import glossary

_SHOWN = 20  # findings; the JSON has all of them


@dataclass
class _Trial:
    """A query tried on some items."""

    findings: list[Finding] = field(default_factory=list)
    matches: list[tuple[ArticleText, QueryMatch]] = field(default_factory=list)
    problems: set[str] = field(default_factory=set)
    items: int = 0
    faulty: bool = False  # some lines were no items


@click.command(
    "check-query", epilog="Example: wiredesk topics check-query 'licen* NEAR/5 export NOT lang:ru'"
)
@click.argument("query")
@click.option(
    "--items", type=click.File("rb"), help="Items to try it on, as for `wiredesk classify`; - for stdin."
)
@json_option
@pass_context
def check_query(context: Context, query: str, items: BinaryIO | None, as_json: bool) -> None:
    """Say what a query means, what it costs, and which parts of it can never match.

    With --items also: which items it matches by which words, and which parts of it find nothing there. Exit code 1
    if the query can not be read, and the place of the error is shown, or if a line of the items can not.
    """
    with context.installation() as installation:
        concepts = glossary.terms(installation.store.topics.all())
    try:
        parsed = parse(query, concepts)
    except QuerySyntaxError as error:
        raise Refused(error.shown()) from None
    trial = _tried(parsed, items) if items else _Trial(review(parsed))
    if as_json:
        print_json_line(_as_data(parsed, trial))
    else:
        _print(parsed, trial, tried=items is not None)
    if trial.faulty:
        raise click.exceptions.Exit(1)


def _tried(query: Query, file: BinaryIO) -> _Trial:
    read = list(parse_articles(file, getattr(file, "name", "<stdin>")))
    texts = [ArticleText(article) for article in read if isinstance(article, Article)]
    for problem in read:
        if isinstance(problem, Problem):
            click.echo(str(problem), err=True)
    findings = review(query) + review_archive(query, ((text, None) for text in texts))
    trial = _Trial(findings, items=len(texts), faulty=len(texts) < len(read))
    for text in texts:
        match = query.match(text)
        trial.problems.update(match.problems)
        if match.matched:
            trial.matches.append((text, match))
    return trial


def _print(query: Query, trial: _Trial, tried: bool) -> None:
    click.echo(reading(query.tree))
    click.echo(f"Cost: {cost(query)}.")
    for finding in trial.findings[:_SHOWN]:
        click.echo(f"! {finding}")
    if len(trial.findings) > _SHOWN:
        click.echo(f"! and {len(trial.findings) - _SHOWN:,} more: --json shows all")
    for problem in sorted(trial.problems):
        click.echo(f"! {problem}")
    if tried:
        print_rows(
            [_row(text, match) for text, match in trial.matches], False, "It matches none of the items."
        )
        click.echo(f"{len(trial.matches):,} of {trial.items:,} items match.")


def _row(text: ArticleText, match: QueryMatch) -> dict[str, object]:
    words = ", ".join(dict.fromkeys(span.text for span in match.evidence))
    return {"id": text.article.entry_id, "title": text.article.title, "words": words}


def _as_data(query: Query, trial: _Trial) -> dict[str, object]:
    estimate = cost(query)
    return {
        "query": str(query.tree),
        "reading": reading(query.tree),
        "cost": estimate,
        "findings": trial.findings,
        "problems": sorted(trial.problems),
        "items": trial.items,
        "matches": [
            {"id": text.article.entry_id, "evidence": match.evidence} for text, match in trial.matches
        ],
    }
