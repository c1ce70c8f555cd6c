"""What is said of single lines: shares, reasons, decisions, answers."""

from decimal import Decimal

from addin.demo.place import invented

IN_SCOPE = {
    "all": Decimal(1),
    "AC02": Decimal("0.65"),
    "AC07": Decimal(0),
    "AC10": Decimal(0),
    "SP01": Decimal("0.35"),
    "SP02": Decimal(0),
    "DN01": Decimal(0),
}
RUNG_REASONS = {
    "DIRECT": invented("The cost of the ICP’s own patients is known"),
    "ACTIVITY": invented("Counts by practice of registration are complete"),
    "WEIGHTED": invented("No activity by practice: need is the best there is"),
    "CRUDE": invented("Called on alike by all; no need weights describe it"),
    "FIXED": invented("Serves the council’s area, which is the place"),
}
VAT = {
    "all": "OUTSIDE",
    "Larkholt Equipment": "COS_REFUND",
    "Oxygen supplier": "STANDARD",
    "Care homes and agencies": "EXEMPT",
    "Care homes": "EXEMPT",
    "Home care agencies": "EXEMPT",
    "Hospices": "EXEMPT",
    "Harrowmere Borough Council": "S33",
}
_POOL = "HM/S75/2018/02"
DECISIONS = {
    "CH04": (
        invented(f"{_POOL} schedule 1"),
        invented(
            "Part A: NHS money for healthcare. Director of finance and borough "
            "treasurer, 11 June 2019, on legal advice of 28 May 2019"
        ),
    ),
    "BC01": (
        invented(f"{_POOL} schedule 4"),
        invented(
            "Part A: the NHS pays, though it is spent on social care. Director of "
            "finance and borough treasurer, 11 June 2019, on legal advice of "
            "28 May 2019"
        ),
    ),
}
EXPLAINED: dict[str, dict[str, str]] = {
    "AC01": {"currency": "Healthcare resource group spells"},
    "AC02": {
        "currency": "Healthcare resource group spells",
        "left_out": invented(
            "35% is neurosurgery and cardiac surgery at Southmarch, kept in the "
            "commissioner’s regional contract"
        ),
    },
    "AC03": {"currency": "Outpatient attendances and procedures"},
    "AC04": {"currency": "Accident and emergency attendances"},
    "AC05": {"currency": "Maternity pathway payments"},
    "AC06": {"currency": "Direct access diagnostic tests"},
    "AC07": {
        "currency": "Critical care bed days",
        "left_out": invented("Beds are planned for the region; reviewed in year 4"),
    },
    "AC10": {
        "left_out": invented("One contract for six commissioners to 31 March 2031"),
    },
    "SP01": {
        "currency": "Renal dialysis sessions and chemotherapy deliveries",
        "left_out": invented("Only dialysis and chemotherapy near home are included"),
    },
    "SP02": {
        "left_out": invented("A provider collaborative holds this budget"),
    },
    "DN01": {
        "left_out": invented(
            "Cannot be commissioned through an ICP contract (guidance 3.3.1)"
        ),
    },
    "MH01": {"currency": "Mental health care clusters"},
    "MH03": {"currency": "Improving access to psychological therapies"},
    "MH04": {"rung": invented("Share of the people on the joint register")},
    "CH04": {"rung": invented("Amount of the pool agreed by its board")},
    "BC01": {"rung": invented("Share of the plan that is spent in the borough")},
    "PR02": {
        "exclusion": invented(
            "A team of the trust that advises practices; no community pharmaceutical "
            "services are bought. Chief pharmacist, 2 April 2019"
        )
    },
    "PM07": {
        "switch": invented("Paid an item: the number follows the people on the lists"),
    },
}
