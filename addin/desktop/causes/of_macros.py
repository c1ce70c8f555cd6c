"""Causes in what Excel trusts: macros, places, and files from the internet."""

import re
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from addin.desktop.causes.cause import Cause, Finding, cannot_tell, ok, problem
from addin.desktop.record import read_record
from addin.desktop.windows import Places, Windows, mark_of_the_web

_OFFICE = r"Microsoft\Office\16.0"
_POLICY = rf"HKCU\Software\Policies\{_OFFICE}"
_CLOUD = r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0"
_OWN = rf"HKCU\Software\{_OFFICE}"
_SIGNED_ONLY, _NONE = 3, 4
_MOST_LOCATIONS = 30


def _settings(pc: Windows, rest: str, name: str) -> Iterator[tuple[str, str | int]]:
    """What the policies and the user's own options say; the first one holds."""
    for top in (_POLICY, _CLOUD, _OWN):
        value = pc.registry(rf"{top}\{rest}").get(name)
        if value is not None:
            yield top, value


def _setting(pc: Windows, rest: str, name: str) -> int:
    found = next(_settings(pc, rest, name), None)
    return int(found[1]) if found else 0


def _macros(pc: Windows, _: Places) -> Finding:
    off = [
        name
        for rest, name in (
            ("Common", "VBAOff"),
            (r"Excel\Security", "DisableAllAddins"),
            (r"Excel\Security", "RequireAddinSig"),
        )
        if _setting(pc, rest, name)
    ]
    machine = pc.registry(rf"HKLM\SOFTWARE\Policies\{_OFFICE}\Common")
    if machine.get("VBAOff"):
        off.append("VBAOff for the whole PC")
    if off:
        return problem(f"set: {', '.join(off)}")
    level = _setting(pc, r"Excel\Security", "VBAWarnings")
    if level in (_SIGNED_ONLY, _NONE):
        what = "signed macros alone" if level == _SIGNED_ONLY else "no macro at all"
        return problem(f"VBAWarnings is {level}: {what}, but in a Trusted Location")
    return ok("macros may run, or Excel asks")


def _locations_on(pc: Windows, _: Places) -> Finding:
    rest = r"Excel\Security\Trusted Locations"
    if _setting(pc, rest, "AllLocationsDisabled"):
        return problem("AllLocationsDisabled is set")
    common = pc.registry(rf"{_POLICY}\Common\Security\Trusted Locations")
    if common.get("Allow User Locations") == 0:
        return problem("only places set by policy are trusted (Allow User Locations)")
    return ok("Trusted Locations are not disabled")


def _trusted(pc: Windows, there: Places) -> list[str]:
    found = [str(there.templates), str(there.startup)]
    for top in (_POLICY, _OWN):
        for number in range(_MOST_LOCATIONS):
            key = rf"{top}\Excel\Security\Trusted Locations\Location{number}"
            path = pc.registry(key).get("Path")
            if path:
                found.append(_expanded(pc, str(path)))
    return found


def _expanded(pc: Windows, path: str) -> str:
    return re.sub("%([^%]+)%", lambda name: pc.variable(name.group(1)), path)


def _templates_trusted(pc: Windows, there: Places) -> Finding:
    record = read_record(there.record)
    files = record.files if record else []
    folders = {str(Path(f.path).parent) for f in files if f.what == "template"}
    if not folders:
        return cannot_tell("no template was installed")
    trusted = [PureWindowsPath(each.rstrip("\\/")) for each in _trusted(pc, there)]
    outside = [
        folder
        for folder in sorted(folders)
        if not any(PureWindowsPath(folder).is_relative_to(each) for each in trusted)
    ]
    if outside:
        return problem(f"not in a Trusted Location: {', '.join(outside)}")
    return ok(f"in a Trusted Location: {', '.join(sorted(folders))}")


def _marked(_: Windows, there: Places) -> Finding:
    record = read_record(there.record)
    if record is None:
        return cannot_tell("nothing is recorded as installed")
    paths = [Path(each.path) for each in record.files]
    marked = [str(path) for path in paths if mark_of_the_web(path).exists()]
    if marked:
        return problem(f"marked as from the internet: {', '.join(marked)}")
    return ok("none of the files installed is marked as from the internet")


CAUSES = (
    Cause(
        "macro-policy",
        "whether macros and unsigned add-ins may run",
        "With macros off the figures stand and add up, but no function and no button "
        "works. Where only Trusted Locations may run macros, keep the workbooks there.",
        "Please allow macros for Excel in a Trusted Location for this user (policies "
        "“VBA Macro Notification Settings”, “Disable VBA for Office applications”, "
        "“Require that application add-ins are signed by Trusted Publisher”): the "
        "add-in “WPB” and its workbooks hold macros.",
        _macros,
    ),
    Cause(
        "trusted-locations",
        "whether Trusted Locations are disabled",
        "The add-in stands in Excel’s start-up folder, which is trusted by default; "
        "if that is disabled, its macros are blocked.",
        "Please make the folder %APPDATA%\\Microsoft\\Excel\\XLSTART a Trusted "
        "Location of Excel for this user, or allow users’ own Trusted Locations.",
        _locations_on,
    ),
    Cause(
        "templates-trusted",
        "whether the templates stand in a Trusted Location",
        "Excel shows “Enable Content” when such a workbook is opened, or blocks its "
        "macros where the policy says so. In Excel: File, Options, Trust Center, "
        "Trusted Locations, Add; or ask IT.",
        "Please make the folder named here a Trusted Location of Excel for this user.",
        _templates_trusted,
    ),
    Cause(
        "mark-of-the-web",
        "whether Windows marked our files as from the internet",
        "Excel blocks the macros of such a file. In the file’s Properties tick "
        "Unblock, or run “wpb excel install” again, which clears it on our files.",
        "",
        _marked,
    ),
)
