"""The details of an invented contract, that a test changes as it needs."""

from datetime import date

from wpb_engine.tables.contract import Contract

CHOICES = {
    "year_basis": "march",
    "share_basis": "days",
    "instalment_weights": "equal",
    "instalment_method": "balance_last",
    "uplift_form": "additive",
    "count_basis": "snapshot",
    "tariff_weight": 0,
    "tariff_weight_reason": "agreed",
}
CONTRACT = {
    "place": "Riverbank",
    "reference": "RB1",
    "status": "Draft",
    "commissioner_name": "Riverbank CCG",
    "commissioner_code": "99X",
    "provider_name": "Riverbank ICP",
    "provider_code": "RXX",
    "contact": "Finance lead, 0100",
    "start": date(2019, 4, 1),
    "end": date(2021, 3, 31),
    "as_at": date(2020, 4, 1),
    **CHOICES,
}


def a_contract(**other):
    return Contract.model_validate({**CONTRACT, **other})
