"""The fields of the local variation statement, in their order (step 22)."""

from typing import NamedTuple


class Field(NamedTuple):
    """One field of the statement.

    Attributes:
        name: Its permanent name, which the Answers table carries.
        question: What is asked.
        asked: Whether a person writes it; the others come from the budget.
    """

    name: str
    question: str
    asked: bool


def _asked(name: str, question: str) -> Field:
    return Field(name, question, asked=True)


def _known(name: str, question: str) -> Field:
    return Field(name, question, asked=False)


# From the sister form for local modifications 2015/16 as far as it goes; the fields
# from "what varies" on are ours: the variation form's own cells were not seen.
FIELDS: tuple[Field, ...] = (
    _known("title", "Title"),
    _asked("key_words", "Key words"),
    _asked("overview", "Overview of the arrangement"),
    _known("type", "Type of arrangement"),
    _known("services", "Services"),
    _asked("currencies", "Currency codes, circumstances and areas of the services"),
    _known("commissioner", "Commissioner, name and code"),
    _asked(
        "commissioning_model",
        "Commissioning model: single NHS, group of NHS, joint NHS and local authority, "
        "delegated under section 75, or other",
    ),
    _known("provider", "Provider, name and code"),
    _known("duration", "Duration, start and end"),
    _known("agreed", "Date agreed"),
    _asked("what_varies", "What varies: price, currency or specification"),
    _asked("payment_approach", "Payment approach"),
    _asked("national_value", "Nationally determined value"),
    _known("agreed_value", "Agreed value"),
    _known("annual_pounds", "Estimated annual pounds"),
    _asked("best_interests", "Why it is in patients’ best interests"),
    _asked("transparency", "How it is transparent"),
    _asked("engagement", "Constructive engagement and clinical involvement"),
    _asked("effect_on_quality", "Effect on quality"),
    _asked("effect_on_cost", "Effect on cost"),
    _asked("effect_on_risk", "Effect on risk"),
    _asked("monitoring", "How it is monitored"),
    _known("earlier_variations", "Variations already agreed for these services"),
    _asked("contract_schedule", "Where it stands in the contract"),
    _known("contact", "Contact"),
    _asked("commissioner_sign_off", "Signed for the commissioner: role and date"),
    _asked("provider_sign_off", "Signed for the provider: role and date"),
)
ASKED: tuple[Field, ...] = tuple(field for field in FIELDS if field.asked)
"""What the Answers table asks, one row for each."""

WARNING = "This statement may be published and must not identify patients."
