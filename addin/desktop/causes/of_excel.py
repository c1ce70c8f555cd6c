"""Causes in Excel itself: which it is, and whether the add-in is loaded in it."""

from collections.abc import Iterator
from pathlib import Path

from addin.desktop.causes.cause import Cause, Finding, cannot_tell, ok, problem
from addin.desktop.causes.program import excel_program
from addin.desktop.vba.bridges import INTERFACE
from addin.desktop.windows import ADDIN, Places, Windows

_EXCEL = r"HKCU\Software\Microsoft\Office\16.0\Excel"
_STORE = "WindowsApps"


def _store(pc: Windows, _: Places) -> Finding:
    program = excel_program(pc)
    if program is None:
        return problem("Windows names no Excel on this PC")
    if _STORE in str(program):
        return problem(f"{program} is Excel from the Store")
    return ok(f"{program} is not from the Store")


def _in_place(pc: Windows, there: Places) -> Finding:
    if not there.addin.is_file():
        return problem(f"{there.addin} is not there")
    disabled = pc.registry(rf"{_EXCEL}\Resiliency\DisabledItems").values()
    if any(ADDIN in str(each).lower() for each in disabled):
        return problem(f"Excel has disabled {ADDIN} after a failure")
    return ok(f"{there.addin} is there, and Excel has not disabled it")


def _copies(pc: Windows, there: Places) -> Iterator[str]:
    """Every other place from which Excel may load an add-in of the same name."""
    options = pc.registry(rf"{_EXCEL}\Options")
    folders = [there.addins, there.templates]
    if options.get("AltStartup"):
        folders.append(Path(str(options["AltStartup"])))
    program = excel_program(pc)
    if program:
        folders += [program.parent / "XLSTART", program.parent / "Library"]
    yield from (str(f / ADDIN) for f in folders if (f / ADDIN).is_file())
    for name, value in options.items():
        if name.upper().startswith("OPEN") and ADDIN in str(value).lower():
            yield f"Excel’s list of add-ins ({name}: {value})"


def _duplicate(pc: Windows, there: Places) -> Finding:
    found = list(_copies(pc, there))
    if found:
        return problem(f"besides {there.addin} also: {', '.join(found)}")
    return ok("no second copy")


def _loaded(pc: Windows, _: Places) -> Finding:
    """Whether the add-in answers, and is new enough for workbooks of this version.

    A workbook does not say which interface it needs, but shows a message if the add-in
    is too old for it.
    """
    running = pc.running_excel()
    if running is None:
        return cannot_tell("running Excels cannot be looked at")
    if not running:
        return cannot_tell("no Excel is running: start it and run this again")
    if any(excel.interface is None for excel in running):
        return problem("the add-in does not answer in an Excel that is running")
    numbers = ", ".join(sorted({str(excel.interface) for excel in running}))
    if any((excel.interface or 0) < INTERFACE for excel in running):
        return problem(
            f"the templates need interface {INTERFACE}, the add-in has {numbers}"
        )
    return ok(f"the add-in answers (interface {numbers})")


def _online(pc: Windows, _: Places) -> Finding:
    running = pc.running_excel()
    if not running:
        return cannot_tell("no open workbook can be seen")
    places = [
        f"{book.name} ({book.place})"
        for excel in running
        for book in excel.books
        if "://" in book.place or "onedrive" in book.place.lower()
    ]
    shown = ", ".join(places) or "none"
    return ok(f"open from OneDrive or SharePoint: {shown} (for information only)")


CAUSES = (
    Cause(
        "store-excel",
        "whether Excel is there, and not the one from the Store",
        "Excel from the Store does not let other programs reach it: no function and no "
        "button works. The command line does everything that the buttons do.",
        "Please install the desktop version of Excel (Microsoft 365 Apps) on this PC "
        "in the place of the one from the Microsoft Store.",
        _store,
    ),
    Cause(
        "addin-in-place",
        "the add-in in Excel’s start-up folder, and Excel’s list of disabled items",
        "The tab “WPB” is not shown. If it is disabled: File, Options, Add-ins, "
        "Manage: Disabled Items, Go, choose wpb.xlam, Enable. If it is missing: run "
        "“wpb excel install”.",
        "",
        _in_place,
    ),
    Cause(
        "duplicate-addin",
        "whether Excel may load a second wpb.xlam",
        "Excel opens one file of a name: which of the two answers is a matter of "
        "chance. Remove the copy that “wpb excel install” did not put there.",
        "",
        _duplicate,
    ),
    Cause(
        "addin-loaded",
        "whether the add-in answers in the Excel that is running, and its interface "
        "against that of this version’s workbooks",
        "Functions and buttons of the open workbooks cannot reach the add-in, or are "
        "newer than it. Close Excel, run “wpb excel install”, start Excel again.",
        "",
        _loaded,
    ),
    Cause(
        "onedrive",
        "whether an open workbook stands in OneDrive or SharePoint",
        "Nothing is derived from the path of a workbook, so this is no problem.",
        "",
        _online,
    ),
)
