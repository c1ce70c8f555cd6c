"""Print workbooks as LibreOffice shows them, page by page, for a person to look at.

python -m tests.spreadsheet.rendering FOLDER [WORKBOOK …]

Without workbooks it prints the blank templates and the worked pack. FOLDER gets a PDF
for each workbook and a PNG for each page, named by sheet.
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from addin.pack import demo
from tests.desktop.converters import call_udf
from tests.spreadsheet.as_excel import through
from tests.spreadsheet.host import Host
from tests.spreadsheet.libreoffice import LibreOffice
from tests.spreadsheet.shipped import for_libreoffice
from workbook_templates.build import build

SECONDS = 900
DOTS_PER_INCH = 60


def rendered(office, host, workbook, folder):
    """One workbook as a PDF and a PNG a page; the PNGs in order."""
    pdf = folder / f"{workbook.parent.name}-{workbook.stem}.pdf"
    ours = for_libreoffice(workbook, folder / f"{workbook.stem}.rendered.xlsm")
    with (
        host.working(call=through(call_udf, "addin.desktop.bind")),
        office.open(ours, macros=True) as document,
    ):
        document.recalculate()
        document.fit_rows()
        document.pdf(pdf)
    ours.unlink()
    stem = pdf.with_suffix("")
    subprocess.run(
        ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", str(pdf), str(stem)], check=True
    )
    return sorted(folder.glob(f"{stem.name}-*.png"))


USAGE = (
    "Usage: python -m tests.spreadsheet.rendering FOLDER [WORKBOOK …]. FOLDER gets the "
    "pictures; without workbooks the blank templates and the worked pack are printed."
)


def what_is_wrong(arguments):
    """What is wrong with the arguments, in a sentence; "" if nothing is."""
    if not arguments or arguments[0].startswith("-"):
        return USAGE
    if Path(arguments[0]).is_file():
        return f"{arguments[0]} is a file, and the first word is a folder. {USAGE}"
    missing = [name for name in arguments[1:] if not Path(name).is_file()]
    if missing:
        return f"There is no workbook {', '.join(missing)}. {USAGE}"
    if not shutil.which("pdftoppm"):
        return "The program pdftoppm is not there, and makes the pictures."
    return ""


def main(arguments):
    wrong = what_is_wrong(arguments)
    if wrong:
        sys.exit(wrong)
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        chosen = [Path(name) for name in arguments[1:]]
        host = Host(Path(temporary))
        office = LibreOffice(temporary, SECONDS, host)
        for workbook in chosen or usual_workbooks(Path(temporary)):
            pages = rendered(office, host, workbook, folder)
            sys.stdout.write(f"{workbook.stem}: {len(pages)} pages\n")
        office.end()
        host.end()


def usual_workbooks(temporary):
    """The blank templates and the worked pack."""
    blank, worked = temporary / "blank", temporary / "worked"
    blank.mkdir()
    return [
        *(path for path in build(blank) if path.suffix == ".xlsm"),
        *(one.path for one in demo(worked, datetime.now(UTC), lambda _: None)),
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
