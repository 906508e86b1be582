"""What an admin may say of one feed: the same rules for the file, the pages and the command line."""

from collections.abc import Callable, Sequence
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from monitor.configuration.codes import LANGUAGES, countries
from monitor.configuration.feed_address import checked_address
from monitor.configuration.problems import ConfigurationError
from monitor.configuration.toml_file import dotted
from monitor.configuration.wording import problem_of
from monitor.model import Feed, Rights
from monitor.setting_rules import refused


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise refused("must not hold line ends or control characters", "write it on one line")
    return text.strip()


def name_of_outlet(text: str) -> str:
    """The name, unless it is empty."""
    if not text:
        raise refused("must not be empty", "write the name that readers will see")
    return text


def _address_or_empty(url: str) -> str:
    return checked_address(url) if url else url


def _language(code: str) -> str:
    if code and code not in LANGUAGES:
        raise refused(
            "must be a language code of ISO 639-1", "write two small letters such as en, or uk for Ukrainian"
        )
    return code


def _country(code: str) -> str:
    if code and code not in countries():
        raise refused(
            "must be a country code of ISO 3166-1",
            "write two capital letters such as US, GB or UA; EU is allowed",
        )
    return code


Line = Annotated[str, AfterValidator(_one_line)]


class FeedFields(BaseModel):
    """One [[feed]] table; what each key means stands with monitor.model.Feed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Annotated[Line, AfterValidator(name_of_outlet)] = Field(max_length=200)
    url: Annotated[str, AfterValidator(checked_address)] = Field(max_length=2000)
    site: Annotated[str, AfterValidator(_address_or_empty)] = Field(default="", max_length=2000)
    language: Annotated[str, AfterValidator(_language)] = ""
    country: Annotated[str, AfterValidator(_country)] = ""
    kind: Line = Field(default="", max_length=60)
    rights: Rights = Field(default=Rights.EXTRACT, strict=False)  # strictly, their names would not do
    full_text: bool = False
    paused: bool = False

    def feed(self) -> Feed:
        return Feed(**self.model_dump())


def checked_feed(values: object, where: Callable[[Sequence[str | int]], str] = dotted) -> Feed:
    """A feed from the keys of one [[feed]] table or one form.

    Raises ConfigurationError with every problem; `where` says how to name a key, else it stands there bare.
    """
    try:
        return FeedFields.model_validate(values).feed()
    except ValidationError as error:
        raise ConfigurationError(
            problem_of(one, FeedFields, where(one["loc"])) for one in error.errors()
        ) from None
