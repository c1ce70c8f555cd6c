"""Asks Excel to calculate a workbook when it is next opened."""

import re

from addin.package.escapes import from_xml
from addin.package.known_functions import foreign_functions
from addin.package.read import Package
from addin.package.refusal import RefusedError
from addin.package.xml_parts import as_utf8

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?>([^<]+)</")
_SETTING = re.compile(rb"<(?:[\w.-]+:)?calcPr(?=[\s/>])[^>]*>")
_ASKED = re.compile(rb"\s+fullCalcOnLoad\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_BEFORE = (b"definedNames", b"externalReferences", b"functionGroups", b"sheets")


def check_functions(package: Package) -> None:
    """Refuse a workbook whose functions a calculation could turn into #NAME?.

    Raises:
        RefusedError: If a formula uses a function that Excel itself lacks.
    """
    for name in package.names:
        _check(package, f"the name {name.name}", name.text)
    for sheet in package.sheets:
        text = b"".join(package.plain_chunks(sheet.part))
        seen: set[bytes] = set()
        for formula in _FORMULA.findall(text):
            if formula not in seen:
                seen.add(formula)
                _check(package, sheet.name, from_xml(formula.decode()))


def _check(package: Package, where: str, formula: str) -> None:
    for function in foreign_functions(formula):
        raise RefusedError(
            package.path,
            f"uses the function {function} of an add-in or macro ({where}). It is not "
            "asked to calculate when opened, as a PC without that function would lose "
            "its figures. Calculate it in Excel where the function is known.",
        )


def with_full_calculation(package: Package) -> bytes:
    """The main part, asking for a full calculation on opening.

    Raises:
        RefusedError: If a formula uses a function that Excel itself lacks.
    """
    check_functions(package)
    name = package.admitted.workbook
    part = package.part(name)
    if name in package.admitted.marked:
        part = as_utf8(package.path, name, part, comments=False)
    setting = _SETTING.search(part)
    if setting:
        tag = _ASKED.sub(b"", setting[0])
        end = -2 if tag.endswith(b"/>") else -1
        asked = tag[:end].rstrip() + b' fullCalcOnLoad="1"' + tag[end:]
        return part[: setting.start()] + asked + part[setting.end() :]
    prefix, at = _place(part)
    return part[:at] + b'<%bcalcPr fullCalcOnLoad="1"/>' % prefix + part[at:]


def _place(part: bytes) -> tuple[bytes, int]:
    """Prefix and place of a new setting: after what the format puts before it."""
    for name in _BEFORE:
        pattern = rb"</([\w.-]+:)?%b\s*>|<([\w.-]+:)?%b\s*/>" % (name, name)
        found = re.search(pattern, part)
        if found:
            return found[1] or found[2] or b"", found.end()
    raise ValueError("a workbook without sheets")
