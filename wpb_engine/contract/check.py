"""What is wrong with the budget's inputs before anything is calculated."""

from collections import Counter
from collections.abc import Iterable

from wpb_engine.contract.contract_years import check_contract_years, contract_years
from wpb_engine.contract.inputs import BudgetInputs
from wpb_engine.contract.instalments import check_profile
from wpb_engine.contract.top_slices import LineCells, check_incentives
from wpb_engine.identity import check_parts
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.row import year_of
from wpb_engine.tables.services import Funder
from wpb_engine.tables.words import FunderKind, UpliftClass

_NATIONAL_FACTORS = (UpliftClass.NATIONAL, UpliftClass.GMS, UpliftClass.PMS_APMS)


def check_inputs(inputs: BudgetInputs, lines: LineCells, problems: Problems) -> None:
    """Check contract, lines, Parts, incentives, profile and years, all at once.

    Source: rules of 1.3 of the method; steps 1, 16, 19 and 20.
    """
    contract = inputs.contract
    check_contract_years(contract, problems)
    check_profile(contract, inputs.profile, contract_years(contract), problems)
    _check_lines(inputs, problems)
    funders = {funder.code: funder for funder in inputs.funders}
    pounds = {line.code: line.baseline for line in inputs.baseline}
    check_parts(inputs.baseline, funders, pounds, problems)
    _check_council_uplifts(inputs, funders, problems)
    check_incentives(inputs.incentives, lines, problems)
    _check_years(inputs, problems)


def _check_lines(inputs: BudgetInputs, problems: Problems) -> None:
    if not inputs.baseline:
        problems.blocking(
            "There is no baseline. Bring in the scope workbook once it is calculated.",
            inputs.contract.key("start"),
        )
    counts = Counter(line.code for line in inputs.baseline)
    for line in inputs.baseline:
        if counts[line.code] > 1:
            problems.blocking(
                f"Line {line.code} stands in the baseline {counts[line.code]} times. "
                f"Keep it once, in one Part.",
                line.key("code"),
            )
            counts[line.code] = 0


def _check_council_uplifts(
    inputs: BudgetInputs, funders: dict[str, Funder], problems: Problems
) -> None:
    for line in inputs.baseline:
        funder = funders.get(line.funder)
        council = funder and funder.kind is FunderKind.LOCAL_AUTHORITY
        if council and line.uplift_class in _NATIONAL_FACTORS:
            problems.blocking(
                f"Line {line.code} is local authority money with the uplift class "
                f"{line.uplift_class}, which follows NHS factors. Choose la_cash (cash "
                f"by year) or la_rate (the authority’s own rate).",
                line.key("uplift_class"),
            )


def _check_years(inputs: BudgetInputs, problems: Problems) -> None:
    first, last = inputs.contract.years[0], inputs.contract.years[-1]
    later: Iterable[tuple[str, str, Key]] = [
        *(("planned change", c.year, c.key("year")) for c in inputs.planned_changes),
        *(("typed value", v.year, v.key("year")) for v in inputs.typed_values),
        *(("incentive", i.year, i.key("year")) for i in inputs.incentives),
        *(("commitment", c.year, c.key("year")) for c in inputs.commitments),
    ]
    for what, written, key in later:
        year = year_of(written)
        before = what == "incentive" and year < first
        if year > last or before:
            problems.warning(
                f"A {what} is for {year}, outside the contract ({first} to {last}). "
                f"It is set aside: nothing was calculated with it.",
                key,
            )
