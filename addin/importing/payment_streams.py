"""The import map of the payments file: which stream each money column belongs to."""

import re

from addin.importing.recognise import fold
from wpb_engine.tables.words import Stream

# Folded headings of 2014/15 to 2022/23. Three streams are not named in the guidance
# (staff, drugs, other): their element is chosen line by line, without a default.
_STREAMS = (
    (Stream.GLOBAL_SUM, "globalsum"),
    (Stream.MPIG, "mpigcorrectionfactor"),
    (Stream.PMS, "balanceofpmsexpenditure"),
    (Stream.QOF, "totalqofpayments"),
    (
        Stream.VACCINATIONS,
        "childhoodvaccinationandimmunisationscheme"
        "|influenzaandpneumococcalimmunisations|meningitis|pertussis"
        "|rotavirusandshinglesimmunisation|nondesitempneumococcalvaccine.*",
    ),
    (
        Stream.ENHANCED_SERVICES,
        "(?:gp)?extendedhoursaccess|learningdisabilities|minorsurgery"
        "|servicesforviolentpatients|alcohol|facilitatingtimelydiagnosis.*"
        "|improvingpatientonlineaccess|patientparticipation|remotecaremonitoring"
        "|riskprofilingandcasemanagement|unplannedadmissions"
        "|(?:total)?nationalenhancedservices|medicalassessmentreviews"
        "|weightmanagementservice",
    ),
    (Stream.OUT_OF_AREA_URGENT, "outofareainhoursurgentcare"),
    (
        Stream.LOCAL_INCENTIVES,
        "(?:total)?localincentiveschemes|(?:total)?localenhancedservices(?:nhais|isfe)?",
    ),
    (Stream.NETWORK, "pcn.*"),
    (Stream.PREMISES, "premisespayments"),
    (
        Stream.STAFF,
        "seniority|doctorsretainerschemepayments|totallocumallowances|appraisal.*"
        "|prolongedstudyleave",
    ),
    (
        Stream.DRUGS,
        "prescribingfeepayments|dispensingfeepayments|reimbursementofdrugs",
    ),
    (
        Stream.OTHER,
        "pcoadminother|informationmanagementandtechnology|generalpracticeforwardview"
        "|generalpracticetransformation|winteraccessfund|otherpayments"
        "|covidimmunisation|covidsupportandexpansion|longcovid|respiratorysyncytial.*",
    ),
)
NOT_IN_THE_GUIDANCE = frozenset({Stream.STAFF, Stream.DRUGS, Stream.OTHER})
CONFIRM_EACH = frozenset(
    {Stream.ENHANCED_SERVICES, Stream.NETWORK, Stream.LOCAL_INCENTIVES, Stream.PREMISES}
)
SUGGESTED_LINES = {
    stream: f"GP{number:02d}" for number, stream in enumerate(Stream, start=1)
}
"""The line code each stream is given where the user names none."""

# What is in the headings of one year and in no other.
_YEARS = (
    (2014, {"alcohol"}, {"localenhancedservicesnhais"}),
    (2015, {"alcohol", "localenhancedservicesnhais"}, set[str]()),
    (2016, {"unplannedadmissions", "totalnationalenhancedservices"}, {"alcohol"}),
    (2017, {"unplannedadmissions", "pertussis"}, {"alcohol"}),
    (
        2018,
        {"totallocalincentiveschemes", "generalpracticeforwardview"},
        {"pcnparticipation"},
    ),
    (2019, {"pcnparticipation", "generalpracticeforwardview"}, {"pcnleadership"}),
    (2020, {"pcnleadership"}, {"winteraccessfund"}),
    (2021, {"pcnleadership", "winteraccessfund"}, {"pcnenhancedaccess"}),
    (2022, {"pcnenhancedaccess", "winteraccessfund", "longcovid"}, set[str]()),
)


def money_name(heading: str) -> str:
    """A money heading folded, without the number of a footnote or a pound sign."""
    return fold(heading).rstrip("0123456789")


def stream_of(heading: str) -> Stream | None:
    """The stream of a money column, or None where the heading is not known.

    >>> stream_of("Doctors.Retainer.Scheme.Payments"), stream_of("GlobalSum_£")
    (<Stream.STAFF: 'staff'>, <Stream.GLOBAL_SUM: 'global_sum'>)
    """
    name = money_name(heading)
    for stream, pattern in _STREAMS:
        if re.fullmatch(pattern, name):
            return stream
    return None


def years_that_fit(headings: list[str]) -> list[int]:
    """The financial years, by the year they start in, that have such headings."""
    names = {money_name(heading) for heading in headings}
    return [year for year, has, lacks in _YEARS if has <= names and not lacks & names]
