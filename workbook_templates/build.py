"""Build the three template workbooks and the add-in from their descriptions.

python workbook_templates/build.py            writes them beside this file
python workbook_templates/build.py --check    says whether those are up to date
"""

import argparse
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
if __package__ in {None, ""}:
    # Run as a file, Python looks for packages beside it and not above.
    sys.path.insert(0, str(HERE.parent))

import xlsxwriter  # noqa: E402

from addin.desktop.vba.bridges import template_bridge  # noqa: E402
from addin.functions import FUNCTIONS  # noqa: E402
from addin.sheet_map.cover import TEMPLATE_VERSION  # noqa: E402
from addin.sheet_map.grid import Template  # noqa: E402
from workbook_templates.addin_file import build_addin  # noqa: E402
from workbook_templates.finish import finish, save  # noqa: E402
from workbook_templates.macros import with_macros  # noqa: E402
from workbook_templates.sheets import TemplateWriter  # noqa: E402

CREATED = datetime(2026, 11, 22, tzinfo=UTC).replace(tzinfo=None)
"""A fixed time: two builds are equal part by part."""
ORGANISATION = "The parties named on the Contract sheet"


def build(folder: Path) -> list[Path]:
    """Write every template workbook and the add-in into a folder.

    Args:
        folder: An existing folder.

    Returns:
        The files: population.xlsm, scope.xlsm, schedule_4a.xlsm and wpb.xlam.
    """
    from addin.sheet_map.templates import TEMPLATES  # noqa: PLC0415

    made = [build_one(template, folder) for template in TEMPLATES]
    return [*made, build_addin(folder, FUNCTIONS)]


def build_one(template: Template, folder: Path) -> Path:
    """Write one template workbook into a folder.

    Raises:
        UserWarning: Whatever XlsxWriter would have left out.
        ValueError: If no cell is named Check_Master, or a chart has no figures.
    """
    path = folder / f"{template.kind}.xlsm"
    content = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = xlsxwriter.Workbook(content, _options())
        book.set_properties(_properties(template))
        writer = TemplateWriter(book, template)
        writer.write()
        book.close()
    parts = finish(content.getvalue(), writer.formats.places())
    save(with_macros(parts, template_bridge(), FUNCTIONS), path)
    return path


def differences(built: Path, kept: Path) -> Iterator[str]:
    """The parts in which two files differ, as sentences."""
    if not kept.exists():
        yield f"{kept.name} is not there."
        return
    with zipfile.ZipFile(built) as new, zipfile.ZipFile(kept) as old:
        names = {*new.namelist(), *old.namelist()}
        for name in sorted(names):
            if name not in new.namelist():
                yield f"{kept.name} has {name}, which is no longer built."
            elif name not in old.namelist():
                yield f"{kept.name} lacks {name}."
            elif new.read(name) != old.read(name):
                yield f"{kept.name}: {name} differs."


def check(folder: Path) -> list[str]:
    """What differs between the templates in a folder and a new build of them."""
    with tempfile.TemporaryDirectory() as temporary:
        return [
            line
            for path in build(Path(temporary))
            for line in differences(path, folder / path.name)
        ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, or compare what is built; 1 where something differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="compare the templates with a new build"
    )
    if parser.parse_args(arguments).check:
        found = check(HERE)
        sys.stderr.write("".join(f"{line}\n" for line in found))
        return 1 if found else 0
    for path in build(HERE):
        sys.stdout.write(f"{path.name}\n")
    return 0


def _options() -> dict[str, object]:
    """Text stays text, and Arial is usual; made anew, as XlsxWriter changes it."""
    return {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Arial", "font_size": 11},
    }


def _properties(template: Template) -> dict[str, object]:
    return {
        "title": template.title,
        "subject": "Whole Population Budget for an Integrated Care Provider",
        "company": ORGANISATION,
        "comments": f"Template version {TEMPLATE_VERSION}",
        "status": "Draft",
        "created": CREATED,
    }


if __name__ == "__main__":
    sys.exit(main())
