"""Back-tests of an edited topic: begun, asked for their state, cancelled. Nothing is saved by them."""

from datetime import timedelta
from functools import partial
from typing import Any

from flask import abort, jsonify, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from monitor.model import Role
from monitor.pipeline.backtest_jobs import BusyError, Job
from monitor.pipeline.backtesting import Window, back_test
from monitor.pipeline.candidates import candidate
from webui.access import needs
from webui.api.blueprint import blueprint, sent
from webui.api.plain import plain
from webui.api.topics import sent_topic
from webui.site import now, site


class Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    topic: dict[str, Any]  # in the shape of a topic file
    days: int | None = Field(default=None, ge=1, le=36_500)
    articles: int | None = Field(default=None, ge=1)


@blueprint.post("/topics/<slug>/backtest")
@needs(Role.ADMIN)
def begin_backtest(slug: str) -> ResponseReturnValue:
    """Begin one; the answer says where its state is. 409 while another one runs."""
    wanted = sent(Wanted)
    models = site().models
    if models is None:
        abort(422, "This desk keeps no trained models, so that no topic can be tried on it.")
    edited = sent_topic(wanted.topic, slug)
    since = now() - timedelta(days=wanted.days) if wanted.days else None
    store = site().store
    run = partial(back_test, store, candidate(store, edited, models), Window(since, wanted.articles))
    try:
        job = site().backtests.begin(slug, run)
    except BusyError:
        return jsonify(error="Another back-test is running: wait for it, or cancel it."), 409
    return jsonify(_state(job)), 202, {"Location": url_for("api.show_backtest", job_id=job.id)}


@blueprint.get("/backtests/<job_id>")
@needs(Role.ADMIN)
def show_backtest(job_id: str) -> ResponseReturnValue:
    """How far it is, and the report once it is done. A restart of the desk forgets it."""
    return jsonify(_state(_job(job_id)))


@blueprint.delete("/backtests/<job_id>")
@needs(Role.ADMIN)
def cancel_backtest(job_id: str) -> ResponseReturnValue:
    """Have it stopped; one that has ended stays as it is."""
    job = _job(job_id)
    job.cancel()
    return jsonify(_state(job)), 202


def _job(job_id: str) -> Job:
    job = site().backtests.find(job_id)
    if job is None:
        abort(404)
    return job


def _state(job: Job) -> dict[str, object]:
    return {
        "id": job.id,
        "topic": job.topic,
        "state": job.state,
        "progress": plain(job.progress),
        "report": plain(job.report),
        "failure": job.failure,
    }
