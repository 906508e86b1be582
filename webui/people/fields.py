"""Form fields that several pages share."""

from wtforms import Field, SelectField, ValidationError
from wtforms.form import BaseForm

from webui import zones


class ZoneField(SelectField):
    """A time zone; the template draws its choices by region."""

    def __init__(self, label: str = "Time zone", description: str = "", **options: object) -> None:
        super().__init__(
            label,
            [_known_zone],
            description=description,
            default="UTC",
            validate_choice=False,
            choices=[],
            **options,  # type: ignore[arg-type]
        )


def _known_zone(_form: BaseForm, field: Field) -> None:
    if not zones.is_zone(field.data or ""):
        raise ValidationError("Choose a time zone from the list.")
