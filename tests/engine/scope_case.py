"""A small scope workbook that the tests of the baseline change one thing of."""

from datetime import date

from tests.engine.contract_case import a_contract
from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.baseline.inputs import ScopeInputs
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.brought_in import Growth, PracticeAtStart, WeightedShare
from wpb_engine.tables.ledger import (
    Activity,
    AttributionBasis,
    LedgerDetails,
    LedgerMapping,
    LedgerRow,
    PrimaryMedical,
)
from wpb_engine.tables.normalising import Adjustment, Scheme, Transfer
from wpb_engine.tables.plans import PlannedChange
from wpb_engine.tables.services import Funder, ServiceLine

AS_AT = date(2020, 4, 1)


def a_line(code="CH01", **other):
    given = {
        "code": code,
        "row_code": code,
        "name": f"Service {code}",
        "funder": "CCG",
        "function": "health",
        "element": "WPAP_A",
        "tariff_class": "LOCAL_PRICE_NO_CURRENCY",
        "uplift_class": "national",
        "population_group": "other",
        "in_scope": "1",
        "recurrent": "yes",
        "rung": "FIXED",
        "rung_reason": "the best there is",
    }
    return ServiceLine.model_validate({**given, **other})


CCG = Funder(
    code="CCG", name="Riverbank CCG", kind="NHS", stream="core", row_code="CCG"
)
COUNCIL = Funder(
    code="COUNCIL",
    name="Riverbank Council",
    kind="local authority",
    stream="public health",
    row_code="COUNCIL",
)


def spent(pounds, centre="5000", account="7000", **other):
    return LedgerRow.model_validate(
        {
            "cost_centre": centre,
            "account": account,
            "pounds": pounds,
            "row_code": f"R{centre}_{account}",
            **other,
        }
    )


def mapped(line="CH01", centre="5000", account="*", share="1", **other):
    return LedgerMapping.model_validate(
        {
            "cost_centre": centre,
            "account": account,
            "line": line,
            "share": share,
            "reason": "its own",
            "row_code": f"M{centre}_{account}_{line}",
            **other,
        }
    )


def a_basis(line="CH01", **other):
    return AttributionBasis.model_validate(
        {"line": line, "source": "costing return", "row_code": line, **other}
    )


def half(line="CH01"):
    """A fixed share of one half, with its dates."""
    day = date(2019, 9, 30)
    return a_basis(line, fixed_share="0.5", counted_on=day, out_of_on=day)


def an_activity(currency, icp, everybody, price=None, line="CH01"):
    return Activity.model_validate(
        {
            "line": line,
            "currency": currency,
            "icp": icp,
            "everybody": everybody,
            "price": price,
            "source": "activity return",
            "row_code": f"{line}_{currency}",
        }
    )


def an_adjustment(kind, pounds=None, line="CH01", **other):
    return Adjustment.model_validate(
        {
            "line": line,
            "kind": kind,
            "pounds": pounds,
            "reason": "a reason",
            "author": "finance lead",
            "evidence": "paper 1",
            "row_code": f"A{line}_{kind}",
            **other,
        }
    )


def a_scheme(name, full_year, in_year=None, line="CH01", **other):
    return Scheme.model_validate(
        {
            "line": line,
            "name": name,
            "full_year": full_year,
            "in_year": in_year,
            "source": "business case",
            "row_code": f"S{line}_{name}",
            **other,
        }
    )


def a_transfer(from_line, to_line, pounds, year="2019/20", **other):
    return Transfer.model_validate(
        {
            "year": year,
            "from_line": from_line,
            "to_line": to_line,
            "pounds": pounds,
            "reason": "half of CQUIN moved into prices",
            "source": "HFMA, 11 January 2019",
            "verified": "yes",
            "row_code": f"T{from_line}_{to_line}",
            **other,
        }
    )


def a_payment(stream, pounds=None, practice="P91004", line="PM01", **other):
    return PrimaryMedical.model_validate(
        {
            "practice": practice,
            "stream": stream,
            "line": line,
            "pounds": pounds,
            "source": "payments file",
            "row_code": f"{practice}_{stream}_{line}",
            **other,
        }
    )


def a_practice(code="P91004", state="FULL"):
    return PracticeAtStart.model_validate(
        {
            "code": code,
            "name": f"Practice {code}",
            "state": state,
            "contract_type": "GMS",
            "row_code": code,
        }
    )


def a_weight(component, icp, commissioner, release="2019/20", **other):
    return WeightedShare.model_validate(
        {
            "group": "other",
            "component": component,
            "release": release,
            "on_date": date(2019, 9, 30),
            "icp": icp,
            "commissioner": commissioner,
            "row_code": f"{component}_{release}",
            **other,
        }
    )


def a_rate(name, year, value, **other):
    return Assumption.model_validate(
        {
            "name": name,
            "year": year,
            "value": value,
            "unit": "rate per year",
            "published_on": date(2019, 1, 1),
            "source": "printed",
            "basis": "published",
            "verified": "yes",
            "row_code": f"{name}_{year}",
            **other,
        }
    )


def a_growth(year, size="0", mix="0", group="other"):
    return Growth.model_validate(
        {
            "group": group,
            "year": year,
            "size": size,
            "mix": mix,
            "row_code": f"{group}_{year}",
        }
    )


def an_investment(pounds, year="2019/20", line="CH01", **other):
    return PlannedChange.model_validate(
        {
            "line": line,
            "kind": "investment",
            "year": year,
            "pounds": pounds,
            "price_base": year,
            "recurrent": "yes",
            "reason": "new team",
            "owner": "director",
            "row_code": f"P{line}_{year}",
            **other,
        }
    )


def rates(*rows):
    return AssumptionBook(rows, AS_AT)


def details(year="2019/20", control="1000", **other):
    return LedgerDetails.model_validate(
        {
            "year": year,
            "basis": "outturn",
            "control_total": control,
            "control_source": "accounts, page 1",
            "row_code": "LEDGER",
            **other,
        }
    )


def a_workbook(**other):
    """£1,000 on one line, of which one half is the ICP's; no roll-forward."""
    given = {
        "contract": a_contract(end=date(2024, 3, 31)),
        "assumptions": rates(),
        "ledger_details": details(),
        "funders": [CCG, COUNCIL],
        "lines": [a_line()],
        "ledger": [spent("1000")],
        "ledger_map": [mapped()],
        "attribution_bases": [half()],
    }
    return ScopeInputs(**{**given, **other})


def said(problems, grade=None):
    """The sentences of problems, of one grade or of all."""
    return [p.says for p in problems if grade is None or p.grade == grade]
