"""The input sheets of the schedule workbook."""

from addin.sheet_map.grid import Table, input_sheet
from addin.sheet_map.growth_sheet import growth_sheet
from wpb_engine.tables import brought_in, budget

SCHEDULE_INPUTS = (
    input_sheet(
        "In baseline",
        "Brought in: baseline",
        "each service line with its baseline, from the scope workbook.",
        "Pounds and pence.",
        Table(
            brought_in.BaselineLine,
            ("code",),
            200,
            "One row for each service line.",
            brought_in=True,
            required=True,
        ),
    ),
    input_sheet(
        "In funders",
        "Brought in: funders",
        "the funders, from the scope workbook.",
        "No figures.",
        Table(
            brought_in.FunderIn,
            ("code",),
            12,
            "One row for each funder.",
            brought_in=True,
        ),
    ),
    growth_sheet(required=True),
    input_sheet(
        "In changes",
        "Brought in: planned changes",
        "investment, savings and shifts, from the scope workbook.",
        "Pounds and pence, more than nought.",
        Table(
            brought_in.PlannedChangeIn,
            (),
            120,
            "One row for each change and year.",
            brought_in=True,
        ),
    ),
    input_sheet(
        "In typed values",
        "Brought in: values typed by year",
        "cash stated by the council, premises and the like, from the scope workbook.",
        "Pounds and pence.",
        Table(
            brought_in.TypedValueIn,
            ("line", "year"),
            400,
            "One row for each line and year.",
            brought_in=True,
        ),
    ),
    input_sheet(
        "Incentives",
        "Incentives typed by year",
        "incentives held back from the annual payment, or paid outside the budget.",
        "Pounds and pence.",
        Table(
            budget.Incentive,
            ("code", "year"),
            120,
            "One row for each incentive and year.",
        ),
    ),
    input_sheet(
        "Profile",
        "Instalment profile",
        "what each month weighs, where instalments follow a typed profile.",
        "Weights; only ratios count.",
        Table(budget.ProfileMonth, ("month",), 12, "One row for each month."),
    ),
    input_sheet(
        "Register",
        "Register of local variations",
        "every local variation already agreed; nothing is ever deleted.",
        "Pounds and pence.",
        Table(
            budget.RegisteredVariation,
            ("number", "line"),
            120,
            "One row for each statement and service.",
        ),
    ),
    input_sheet(
        "Statement answers",
        "Answers for the local variation statement",
        "the fields of the statement that a person must write.",
        "No figures.",
        Table(budget.StatementAnswer, ("field",), 40, "One row for each field."),
    ),
    input_sheet(
        "Anticipated changes",
        "Changes that are anticipated",
        "changes of value or scope foreseen in the procurement documents.",
        "Pounds and pence.",
        Table(budget.AnticipatedChange, (), 40, "One row for each change."),
    ),
    input_sheet(
        "LA commitments",
        "Local authority commitments",
        "the council’s commitments and documented changes of funding.",
        "Pounds and pence.",
        Table(budget.Commitment, (), 60, "One row for each commitment and year."),
    ),
)
