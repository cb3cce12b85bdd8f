"""What an answer costs: by the user's own table, else by the one that comes with genai-prices."""

import tomllib
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from studykit.errors import TemplateError
from studykit.templates import Templates

TABLE = "prices.toml"
MILLION = 1_000_000
_Dollars = Annotated[Decimal, Field(ge=0)]


class Price(BaseModel):
    """What a million tokens cost in US dollars: those that are sent, and those that come back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: _Dollars
    output: _Dollars

    def of(self, input_tokens: int, output_tokens: int) -> Decimal:
        """Return what so many tokens cost, in US dollars."""
        return (self.input * input_tokens + self.output * output_tokens) / MILLION


def price_of(name: str, templates: Templates, *, is_own_server: bool) -> Price | None:
    """Return the price of the model ``name``, such as ``openai:gpt-5``; None where nobody knows it.

    The first line of the table ``prices.toml`` whose pattern fits wins. Of a model on the user's own server
    only that table can tell. Raises TemplateError where it is broken.
    """
    for pattern, price in _table(templates).items():
        if fnmatchcase(name, pattern):
            return price
    return None if is_own_server else _published(name)


def _table(templates: Templates) -> dict[str, Price]:
    try:
        return TypeAdapter(dict[str, Price]).validate_python(tomllib.loads(templates.text(TABLE)))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        hint = 'write lines like: "openai:my-model" = { input = 1.25, output = 10 }'
        raise TemplateError(f"the prices cannot be read: {error}", where=TABLE, hint=hint) from error


def _published(name: str) -> Price | None:
    """Return the price in the list of genai-prices, as old as the installed version; nothing is fetched."""
    from genai_prices import Usage, calc_price  # noqa: PLC0415  takes a quarter of a second

    provider, _, model = name.partition(":")
    sample = Usage(input_tokens=MILLION // 100, output_tokens=MILLION // 100)
    try:
        found = calc_price(sample, model, provider_id=provider)
    except LookupError:
        return None
    return Price(input=found.input_price * 100, output=found.output_price * 100)
