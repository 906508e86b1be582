"""The sign-up form. What it accepts is decided by monitor.pipeline.subscriptions."""

from collections.abc import Mapping, Sequence

from wtforms import Form, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from monitor.model import Topic
from webui.people.fields import ZoneField


class SubscribeForm(Form):
    email = StringField("E-mail address", render_kw={"autocomplete": "email", "maxlength": 254})
    topics = SelectMultipleField(
        "Topics", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
    )
    hour = SelectField(
        "Hour of the day",
        choices={str(hour): f"{hour:02}:00" for hour in range(24)},
        default="7",
        validate_choice=False,
    )
    zone = ZoneField()

    def offer(self, topics: Sequence[Topic]) -> None:
        self.topics.choices = {topic.slug: topic.name for topic in topics}

    @property
    def chosen_hour(self) -> int:
        """The hour; -1, which is none, where what came is no number."""
        text = self.hour.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else -1

    def complain(self, wrong: Mapping[str, str]) -> None:
        """Put each sentence at its field."""
        for name, sentence in wrong.items():
            self[name].errors = [sentence]
