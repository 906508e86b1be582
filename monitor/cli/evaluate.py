"""`wiredesk evaluate`: how well the topics are told apart."""

from pathlib import Path

import click

from monitor.cli.context import Context, pass_context
from monitor.cli.output import json_option, print_json_line, print_rows
from monitor.cli.training import exemplars, learnt, shipped_exemplars
from monitor.topics.encoder.package import encoder_in_use
from monitor.topics.measuring.evaluate import evaluate as measure
from monitor.topics.measuring.quality import Figure, Report


@click.command(epilog="Example: wiredesk evaluate gold.jsonl --floor 0.65")
@click.argument("gold", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--floor", type=click.FloatRange(0, 1), help="Exit with 1 where the macro F1 is under this.")
@click.option("--words-alone", is_flag=True, help="Without the encoder, also where it is installed.")
@json_option
@pass_context
def evaluate(context: Context, gold: Path, floor: float | None, words_alone: bool, as_json: bool) -> None:
    """Precision, recall and F1 of each topic on labelled items (JSON Lines with "id", "title", "summary", "labels"
    and, where known, "story").

    Items that the classifier has learnt from are judged by models that never saw their story. Where an encoder reads
    beside the words, those that it was taught are left out.
    """
    items = exemplars(gold)
    with context.installation() as installation:
        topics = installation.store.topics.all()
        known = [*shipped_exemplars(), *learnt(installation)]
    report = measure(items, topics, known, "" if words_alone else encoder_in_use())
    if as_json:
        print_json_line(report)
    else:
        _print(report)
    if floor is not None and report.macro_f1.value < floor:
        click.echo(f"macro F1 {report.macro_f1.value:.3f} is under the floor of {floor}", err=True)
        raise SystemExit(1)


def _print(report: Report) -> None:
    rows = [
        {
            "topic": quality.topic,
            "items": quality.items,
            "precision": _shown(quality.precision),
            "recall": _shown(quality.recall),
            "F1": _shown(quality.f1),
        }
        for quality in report.topics
    ]
    print_rows(rows, False, "There is no topic.")
    click.echo(f"items without a topic left alone: {_shown(report.quiet)}")
    click.echo(f"macro F1 {_shown(report.macro_f1)}, {report.items} items, {report.method}")


def _shown(figure: Figure) -> str:
    return f"{figure.value:.3f} ({figure.low:.3f}-{figure.high:.3f})"
