"""The input sheets of the scope workbook."""

from addin.sheet_map.grid import Form, Table, input_sheet
from addin.sheet_map.growth_sheet import growth_sheet
from wpb_engine.tables import brought_in, ledger, normalising, plans, services

FUNDERS = Table(
    services.Funder,
    ("code",),
    12,
    "One row for each body whose money is in the budget.",
    required=True,
)

_LEDGER_INPUTS = (
    input_sheet(
        "Ledger details",
        "What the ledger is",
        "the year and basis of the ledger, and the total it must come to.",
        "Pounds and pence.",
        Form(ledger.LedgerDetails, "One row for each fact of the ledger."),
    ),
    input_sheet(
        "Ledger",
        "The commissioner’s ledger",
        "one row for each cost centre and account of the source year.",
        "Pounds and pence; a credit is negative and shown in brackets.",
        Table(ledger.LedgerRow, (), 1000, "One row of the ledger.", required=True),
    ),
    input_sheet(
        "Ledger map",
        "Where the ledger’s rows go",
        "the service line of each cost centre and account.",
        "Shares.",
        Table(
            ledger.LedgerMapping,
            ("cost_centre", "account", "line"),
            500,
            "One row for each code and line.",
            required=True,
        ),
    ),
    input_sheet(
        "Attribution basis",
        "What the attribution of a line rests on",
        "patient-level cost, fixed amounts and shares, with their sources.",
        "Pounds and pence, and shares.",
        Table(ledger.AttributionBasis, ("line",), 200, "One row for each line."),
    ),
    input_sheet(
        "Activity",
        "Activity by currency",
        "counts by currency, with prices, for lines attributed by activity.",
        "Counts, and pounds each.",
        Table(ledger.Activity, ("line", "currency"), 200, "One row a currency."),
    ),
    input_sheet(
        "Adjustments",
        "Normalising adjustments",
        "one-off amounts, known pressures and other adjustments, with their authors.",
        "Pounds and pence.",
        Table(normalising.Adjustment, (), 200, "One row for each adjustment."),
    ),
    input_sheet(
        "Schemes",
        "Schemes that ran for part of the year",
        "one row for each scheme that started or stopped in the source year.",
        "Pounds and pence.",
        Table(normalising.Scheme, ("line", "name"), 100, "One row for each scheme."),
    ),
    input_sheet(
        "Transfers",
        "Price-base transfers",
        "money moved by national decision between lines or into prices.",
        "Pounds and pence, more than nought.",
        Table(
            normalising.Transfer,
            ("year", "from_line", "to_line"),
            60,
            "One row for each transfer.",
        ),
    ),
    input_sheet(
        "Primary medical",
        "Payment streams of general practice",
        "each payment stream of each fully integrated practice.",
        "Pounds and pence, and weighted patients.",
        Table(
            ledger.PrimaryMedical,
            ("practice", "stream", "line"),
            1500,
            "One row for each practice and stream.",
        ),
    ),
    input_sheet(
        "Planned changes",
        "Investment, savings and shifts",
        "what is planned, by line and year, with evidence and owner.",
        "Pounds and pence, more than nought.",
        Table(plans.PlannedChange, (), 120, "One row for each change and year."),
    ),
    input_sheet(
        "Typed values",
        "Values typed by year",
        "cash stated by the council, premises and other lines with their own schedule.",
        "Pounds and pence.",
        Table(plans.TypedValue, ("line", "year"), 400, "One row a line and year."),
    ),
)

SCOPE_INPUTS = (
    input_sheet(
        "Funders",
        "Funders",
        "the bodies whose money is in the budget, and the stream it comes from.",
        "No figures.",
        FUNDERS,
    ),
    input_sheet(
        "Scope",
        "Service lines in and out of scope",
        "each service line with its funder, element, classes and drivers.",
        "Words and shares.",
        Table(
            services.ServiceLine,
            ("code",),
            200,
            "One row for each service line.",
            required=True,
        ),
    ),
    *_LEDGER_INPUTS,
    input_sheet(
        "In practices",
        "Brought in: practices on the first day",
        "practices and their states, from the population workbook.",
        "No figures.",
        Table(
            brought_in.PracticeAtStart,
            ("code",),
            120,
            "One row for each practice.",
            brought_in=True,
        ),
    ),
    input_sheet(
        "In population",
        "Brought in: population by year",
        "persons by group and financial year, from the population workbook.",
        "Persons.",
        Table(
            brought_in.PopulationCount,
            ("group", "year"),
            60,
            "One row for each group and year.",
            brought_in=True,
        ),
    ),
    growth_sheet(),
    input_sheet(
        "In shares",
        "Brought in: weighted populations",
        "weighted populations of ICP and commissioner, from the population workbook.",
        "Weighted persons.",
        Table(
            brought_in.WeightedShare,
            ("group", "component"),
            30,
            "One row for each group and component.",
            brought_in=True,
        ),
    ),
)
