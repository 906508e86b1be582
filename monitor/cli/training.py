"""The trained model for a command that classifies in its own process."""

from collections.abc import Sequence
from pathlib import Path

import click

from monitor import shipped
from monitor.configuration.problems import ConfigurationError, Problem
from monitor.model import Topic
from monitor.topics.encoder.package import encoder_in_use
from monitor.topics.files.reading import load_all_exemplars, load_exemplars
from monitor.topics.judging.weights import Model
from monitor.topics.learning import model_file
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.verdicts import exemplars as of_verdicts
from monitor.wiring import Installation


def trained_model(installation: Installation, topics: Sequence[Topic]) -> Model:
    """The model for these topics, from the installation's folder or trained now, which is said."""
    known, encoder = [*shipped_exemplars(), *learnt(installation)], encoder_in_use()
    version = model_file.version(topics, known, encoder)
    if not model_file.path_of(installation.models, version).exists():
        click.echo("Learning the topics; this takes some seconds and happens once ...", err=True)
    return model_file.ready(topics, known, installation.models, encoder)


def learnt(installation: Installation) -> list[Exemplar]:
    """The labelled items that come of people's verdicts, as far as the installation has learnt from them."""
    store = installation.store
    return of_verdicts(store.verdicts.all(up_to=store.proposals.taught_up_to()))


def shipped_exemplars() -> list[Exemplar]:
    """The labelled items that ship, which every classifier learns from.

    Raises ConfigurationError with every faulty line.
    """
    return _sound(*load_all_exemplars(shipped.SEEDS / "exemplars"))


def exemplars(path: Path) -> list[Exemplar]:
    """The labelled items of a file. Raises ConfigurationError with every faulty line."""
    return _sound(*load_exemplars(path))


def _sound(found: list[Exemplar], problems: list[Problem]) -> list[Exemplar]:
    if problems:
        raise ConfigurationError(problems)
    return found
