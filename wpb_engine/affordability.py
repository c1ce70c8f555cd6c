"""What is left of a resource once everything that it must pay for is taken off."""

from collections.abc import Sequence

from wpb_engine.money import Number


def headroom(resource: Number, commitments: Sequence[Number]) -> Number:
    """The resource of a stream and year that is left.

    Formula: resource − (whole population budget + out-of-scope spend + additional
    incentives + risk-share exposure + reserves).

    Args:
        resource: Pounds of one funder's allocation stream in a financial year.
        commitments: Pounds that it must pay for, all of one number type.

    Returns:
        Pounds; negative where the commitments are more than the resource. Streams are
        never netted against each other.

    Source: Establishing integrated budgets, August 2019, section 4.2; the method, step
    18 (E20).
    """
    for pounds in commitments:
        resource = resource - pounds
    return resource
