"""What the fully integrated practices of the invented place were paid in 2018/19."""

from collections.abc import Iterator
from decimal import Decimal

from addin.demo.place import invented
from addin.demo.practices import FULL, SURGERIES, Surgery
from addin.demo.uneven import factor, uneven
from wpb_engine.tables.ledger import PrimaryMedical
from wpb_engine.tables.words import Stream

_A_HEAD = (
    (Stream.CQC_FEES, "PM04", 62),
    (Stream.PREMISES, "PM05", 1108),
    (Stream.QOF, "PM06", 1241),
    (Stream.VACCINATIONS, "PM07", 428),
    (Stream.ENHANCED_SERVICES, "PM08", 439),
)
"""Pence for each registered person, roughly."""
_MPIG = {1: 4_280, 3: 11_960, 4: 2_145}
_PAID_AS_TYPED = 5
_CORE_A_HEAD = {"PMS": 94, "APMS": 118}
_QUARTERS = ("weighted_q1", "weighted_q2", "weighted_q3", "weighted_q4")


def primary_medical() -> list[PrimaryMedical]:
    """Each stream of each fully integrated practice; none of the others’."""
    return [
        row
        for surgery in SURGERIES
        if surgery.number in FULL
        for row in (*_core(surgery), *_beside(surgery))
    ]


def _core(surgery: Surgery) -> Iterator[PrimaryMedical]:
    if surgery.contract_type == "GMS":
        yield _global_sum(surgery)
    else:
        stream = Stream(surgery.contract_type.lower())
        about = surgery.people * _CORE_A_HEAD[surgery.contract_type]
        yield _paid(surgery, stream, "PM03", about)
    if surgery.number in _MPIG:
        yield _paid(surgery, Stream.MPIG, "PM02", _MPIG[surgery.number])


def _beside(surgery: Surgery) -> Iterator[PrimaryMedical]:
    for stream, line, pence in _A_HEAD:
        about = int(surgery.people * pence * factor(f"{surgery.code} {stream}", 90))
        yield _paid(surgery, stream, line, about // 100)


def _global_sum(surgery: Surgery) -> PrimaryMedical:
    if surgery.number == _PAID_AS_TYPED:
        return _paid(surgery, Stream.GLOBAL_SUM, "PM01", surgery.people * 84)
    weighted = surgery.people * factor(f"weights {surgery.code}", 60)
    quarters = {
        field: (weighted * (Decimal("0.991") + quarter * Decimal("0.0021"))).quantize(
            Decimal("0.01")
        )
        for quarter, field in enumerate(_QUARTERS)
    }
    return PrimaryMedical(
        practice=surgery.code,
        stream=Stream.GLOBAL_SUM,
        line="PM01",
        source=invented(f"Quarterly weighted lists 2018/19, {surgery.code}"),
        **quarters,
    )


def _paid(surgery: Surgery, stream: Stream, line: str, about: int) -> PrimaryMedical:
    return PrimaryMedical(
        practice=surgery.code,
        stream=stream,
        line=line,
        pounds=uneven(about, f"{surgery.code} {stream}"),
        source=invented(f"Payments to general practice 2018/19, row {surgery.code}"),
    )
