"""Run by LibreOffice's own Python: starts LibreOffice and does what it is told.

One request a line on standard input, one answer a line on standard output, both JSON.
It imports nothing of the project, so that the project's Python may be another one.
Everything runs in the process group of this script, and whoever started it may end
that group.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CONTENTS = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: value, date, text, formula
CALCULATES, HIDDEN, OWNER_GIVES_UP, EXPANDS = True, True, True, False
ALWAYS_EXECUTE_NO_WARN = 4  # com.sun.star.document.MacroExecMode
HOST = Path(__file__).with_name("wpb_host.py")
ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop></item>
</oor:items>
"""
NEVER = 1  # recalculate on loading: only when a test asks for it, so that both are seen


class Worker:
    """The open documents and what may be asked of them."""

    def __init__(self, desktop, option, always):
        self.desktop, self.option, self.always = desktop, option, always
        self.documents, self.typed = [], {}

    def open(self, path, macros):
        url = Path(path).resolve().as_uri()
        # Hidden always: a visible load with our functions in cells was seen to hang.
        how = [self.option("Hidden", HIDDEN)]
        if macros:
            how.append(self.option("MacroExecutionMode", self.always))
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, tuple(how))
        if document is None:
            raise RuntimeError(f"{path} did not load: is a .~lock file beside it?")
        self.documents.append(document)
        return len(self.documents) - 1

    def close(self, number):
        self.documents[number].close(OWNER_GIVES_UP)
        self.documents[number] = None

    def end(self):
        """Close what is open, so that no lock file is left beside it, and end."""
        for number, document in enumerate(self.documents):
            if document is not None:
                self.close(number)
        self.desktop.terminate()

    def recalculate(self, number):
        self.documents[number].calculateAll()

    def follow(self, number):
        """Let what rests on the typed cells follow: each formula when it is read."""
        self.documents[number].enableAutomaticCalculation(CALCULATES)

    def read(self, number, areas):
        """The values of areas: text, number, "" for blank, null for an error."""
        sheets = self.documents[number].Sheets
        return [
            sheets.getByName(sheet).getCellRangeByName(area).getDataArray()
            for sheet, area in areas
        ]

    def formulas(self, number, areas):
        sheets = self.documents[number].Sheets
        return [
            sheets.getByName(sheet).getCellRangeByName(area).getFormulaArray()
            for sheet, area in areas
        ]

    def errors(self, number):
        """Every area whose formulas show an error, such as Checks.C7:C9."""
        found = []
        for sheet in self.documents[number].Sheets:
            text = sheet.queryFormulaCells(ERRORS).RangeAddressesAsString
            found += re.split("[;,]", text) if text else []
        return found

    def formula_count(self, number):
        count = 0
        for sheet in self.documents[number].Sheets:
            for area in sheet.queryContentCells(16).RangeAddresses:
                wide = area.EndColumn - area.StartColumn + 1
                count += wide * (area.EndRow - area.StartRow + 1)
        return count

    def write(self, number, cells):
        """Type values into cells: number, text, or null for blank."""
        for sheet, address, value in cells:
            cell = self.cell(number, sheet, address)
            if value is None:
                cell.clearContents(CONTENTS)
            elif isinstance(value, str):
                cell.setString(value)
            else:
                cell.setValue(value)

    def fill(self, number, areas):
        """Fill areas (sheet, address, rows) with numbers, text and null for blank."""
        for sheet, address, rows in areas:
            self.unlocked(number, sheet).getCellRangeByName(address).setDataArray(
                # Text without a letter clears a cell; None would make it #N/A.
                tuple(tuple("" if v is None else v for v in row) for row in rows)
            )

    def restore(self, number):
        """Put back what stood in every cell that was typed over, one by one."""
        for cell, stood, content in reversed(self.typed.pop(number, [])):
            if stood == "FORMULA":
                cell.setFormula(content)
            elif stood == "VALUE":
                cell.setValue(content)
            elif stood == "TEXT":
                cell.setString(content)
            else:
                cell.clearContents(CONTENTS)

    def cell(self, number, sheet, address):
        """A cell that may be typed over, its content kept for `restore`."""
        cell = self.unlocked(number, sheet).getCellRangeByName(address)
        stood = cell.Type.value
        content = {"FORMULA": "Formula", "VALUE": "Value", "TEXT": "String"}.get(stood)
        kept = getattr(cell, content) if content else None
        self.typed.setdefault(number, []).append((cell, stood, kept))
        return cell

    def unlocked(self, number, sheet):
        document = self.documents[number]
        # Only `recalculate` calculates: else each cell that is typed would. Not sooner,
        # as LibreOffice shows a cached "" as nought until it may look at it.
        document.enableAutomaticCalculation(not CALCULATES)
        found = document.Sheets.getByName(sheet)
        if found.isProtected():
            found.unprotect("")
        return found

    def formula(self, number, sheet, address, text):
        self.cell(number, sheet, address).setFormula(text)

    def array_formula(self, number, sheet, area, text):
        self.unlocked(number, sheet).getCellRangeByName(area).setArrayFormula(text)

    def buttons(self, number):
        """Sheet, caption and script address of every button of the forms kind."""
        found = []
        for sheet in self.documents[number].Sheets:
            forms = sheet.DrawPage.Forms
            for form in (forms.getByIndex(n) for n in range(forms.Count)):
                for n in range(form.Count):
                    caption = form.getByIndex(n).Label
                    for event in form.getScriptEvents(n):
                        found.append((sheet.Name, caption, event.ScriptCode))
        return found

    def run(self, number, script):
        """Run a script by its address, as a click on its button does."""
        found = self.documents[number].getScriptProvider().getScript(script)
        found.invoke((), (), ())

    def fit_rows(self, number):
        """Make each row as high as its text needs, as Excel does when it opens a file.

        A row whose height the file states keeps it.
        """
        for sheet in self.documents[number].Sheets:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(EXPANDS)
            last = cursor.RangeAddress.EndRow
            free = [sheet.Rows.getByIndex(n).OptimalHeight for n in range(last + 1)]
            starts = [n for n, f in enumerate(free) if f and not (n and free[n - 1])]
            for first in starts:
                end = first
                while end < last and free[end + 1]:
                    end += 1
                area = sheet.getCellRangeByPosition(0, first, 0, end)
                area.Rows.OptimalHeight = True

    def pdf(self, number, path):
        for sheet in self.documents[number].Sheets:
            # A person is to see the buttons, which our workbooks do not print.
            for form in sheet.DrawPage.Forms:
                for model in form:
                    model.Printable = True
        wanted = (self.option("FilterName", "calc_pdf_Export"),)
        self.documents[number].storeToURL(Path(path).resolve().as_uri(), wanted)

    def sheets(self, number):
        return list(self.documents[number].Sheets.ElementNames)


def start(folder):
    """Start LibreOffice with a profile and a pipe of its own; gives its Worker."""
    import uno  # noqa: PLC0415  (only this Python has it)
    from com.sun.star.beans import PropertyValue  # noqa: PLC0415

    user = Path(folder) / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(PROFILE.format(mode=NEVER))
    scripts = user / "Scripts" / "python"
    scripts.mkdir(parents=True)
    shutil.copy(HOST, scripts)
    # LibreOffice's Python looks for its library beside the first python3 on the path,
    # which in an activated virtual environment is another one's.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    pipe = f"wpb{os.getpid()}"
    office = subprocess.Popen(
        [
            # The soffice script, not soffice.bin, whose first start ends with 81.
            os.environ["WPB_SOFFICE"],
            *("--headless", "--norestore", "--nologo", "--nofirststartwizard"),
            f"-env:UserInstallation={user.parent.as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        env={**os.environ, "TMPDIR": folder, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def option(name, value):
        made = PropertyValue()
        made.Name, made.Value = name, value
        return made

    # Without a mode no macro runs; it is declared as a short.
    always = uno.Any("short", ALWAYS_EXECUTE_NO_WARN)
    return Worker(connected(uno, pipe, office), option, always)


def connected(uno, pipe, office):
    """LibreOffice's desktop, once it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(600):
        try:
            context = resolver.resolve(
                f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
            )
        except Exception:
            if office.poll() is not None:
                raise RuntimeError(
                    f"LibreOffice ended with {office.returncode}."
                ) from None
            time.sleep(0.1)
        else:
            manager = context.ServiceManager
            return manager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
    raise RuntimeError("LibreOffice did not answer within a minute.")


def serve():
    """Answer requests until the input ends."""
    folder = tempfile.mkdtemp(prefix="wpb-lo-", dir=os.environ["WPB_FOLDER"])
    try:
        worker = start(folder)
        reply(ready=True)
        for line in sys.stdin:
            request = json.loads(line)
            try:
                answer = getattr(worker, request["do"])(*request["given"])
            except Exception as failed:
                reply(failed=f"{type(failed).__name__}: {failed}")
            else:
                reply(answer=answer)
        worker.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reply(**answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
