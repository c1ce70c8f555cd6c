"""Put the product into a user's own profile: no administrator, no registry.

1. A private environment under the local profile. With a folder of wheels it is filled
   from them and nothing is fetched; without one it uses the packages of the environment
   that runs the command. Its path never changes, because the add-in's text names it.
2. The add-in into Excel's start-up folder, a Trusted Location by Excel's defaults
   (`Places` says why not the folder for add-ins).
3. The templates into a folder of the user's choice.

Everything is checked first; a record says what was done, also if it fails half-way.
Never run on Windows: tested with a stand-in over a temporary folder.
"""

import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from addin.desktop.hashes import LISTED, PRODUCT, check_listed, packaged, sha256
from addin.desktop.record import Installed, Record, read_record
from addin.desktop.windows import ADDIN, Places, Windows, mark_of_the_web, places
from addin.package.refusal import RefusedError
from addin.report import Report
from wpb_engine import VERSION

MINUTES = 10
TEMPLATES = ("population.xlsm", "scope.xlsm", "schedule_4a.xlsm")
_LINK = "wpb.pth"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Wish:
    """What is to be installed.

    Attributes:
        templates: The folder for the templates; None for none.
        wheels: The folder of wheels; None for the packages of the running environment.
        built: The folder with the built add-in and templates.
        running: The root of the environment that runs the command.
        packages: The folder of that environment's packages.
    """

    templates: Path | None = None
    wheels: Path | None = None
    built: Path = field(default_factory=lambda: Path(str(files("workbook_templates"))))
    running: Path = Path(sys.prefix)
    packages: Path = Path(sysconfig.get_paths()["purelib"])

    def copies(self, there: Places) -> Iterator[tuple[Path, Path, str]]:
        """Each file to be copied: from where, to where, and what it is."""
        yield self.built / ADDIN, there.addin, "add-in"
        if self.templates:
            for name in TEMPLATES:
                yield self.built / name, self.templates / name, "template"


def install(pc: Windows, wish: Wish, now: datetime, say: Say) -> Report:
    """Install add-in, templates and environment for this user.

    Raises:
        RefusedError: Something stands in the way; the sentence says what to do.
    """
    there = places(pc)
    before = read_record(there.record)
    check_excel_is_closed(pc)
    wheels = _checked_wheels(wish.wheels)
    _check_copies(wish, there, before)
    record = before or Record(VERSION, "")
    record.version, record.when = VERSION, f"{now:%Y-%m-%d %H:%M}"
    try:
        say("Making the private environment …")
        _make_environment(pc, there, wish, record)
        say("Copying the add-in and the templates …")
        for source, target, what in wish.copies(there):
            _copy(source, target, what, record)
    finally:
        record.keep(there.record)
    return _report(record, there, wheels, listed=_list_of(wish.wheels) is not None)


def check_excel_is_closed(pc: Windows) -> None:
    """Refuse while Excel runs: it holds the add-in and the environment open.

    Raises:
        RefusedError: Excel is running.
    """
    found = pc.run(["tasklist", "/FI", "IMAGENAME eq EXCEL.EXE", "/NH"], 60)
    if "EXCEL.EXE" in found.says.upper():
        raise RefusedError("Excel", "is running. Close every Excel, then try again.")


def _list_of(wheels: Path | None) -> Path | None:
    listed = wheels / LISTED if wheels else None
    return listed if listed and listed.is_file() else None


def _checked_wheels(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    wheels = sorted(folder.glob("*.whl")) if folder.is_dir() else []
    if not any(w.name.startswith(PRODUCT.replace("-", "_")) for w in wheels):
        raise RefusedError(
            folder, f"holds no wheel of {PRODUCT}. Name the folder of wheels."
        )
    listed = _list_of(folder)
    if listed:
        check_listed(wheels, listed)
    return wheels


def _check_copies(wish: Wish, there: Places, before: Record | None) -> None:
    """Check that each file is as it was built, and that none of a user's is lost."""
    known = packaged()
    for source, target, _ in wish.copies(there):
        if not source.is_file():
            raise RefusedError(
                source, "is missing from this installation. Install the product again."
            )
        built = known.get(source.resolve())
        if built and built != sha256(source):
            raise RefusedError(
                source,
                "is not as it was published. Install the product again from the wheels "
                "that IT keeps.",
            )
        ours = before.of(target) if before else None
        allowed = {sha256(source), ours.sha256 if ours else ""}
        if target.exists() and sha256(target) not in allowed:
            raise RefusedError(
                target,
                "is there already and is not what was installed here. Move it or name "
                "another folder; nothing is written over.",
            )


def _make_environment(pc: Windows, there: Places, wish: Wish, record: Record) -> None:
    if wish.running == there.environment:
        if wish.wheels is None:
            return  # the command runs from it: it is there, and complete
        raise RefusedError(
            there.environment,
            "is what this command runs from, so it cannot be made anew. Install the "
            "new wheel into another environment and run “wpb excel install” there.",
        )
    if there.environment.exists() and record.environment != str(there.environment):
        raise RefusedError(
            there.environment, "is there already and was not made by this command."
        )
    _make_folder(there.own, record)
    record.environment = str(there.environment)
    base = Path(getattr(sys, "_base_executable", sys.executable))
    bare = [] if wish.wheels else ["--without-pip"]
    command = [str(base), "-m", "venv", "--clear", *bare, str(there.environment)]
    _run(pc, command, "The private environment could not be made")
    if wish.wheels:
        record.packages = str(wish.wheels)
        _run(pc, _pip(there, wish.wheels), "The wheels could not be installed")
        return
    record.packages = str(wish.packages)
    # The line adds the folder and what its own .pth files add: pywin32 needs that.
    link = there.environment / "Lib" / "site-packages" / _LINK
    line = f"import site; site.addsitedir({str(wish.packages)!r})\n"
    link.write_text(line, encoding="utf-8")
    for library in wish.running.glob("xlwings*.dll"):
        shutil.copyfile(library, there.environment / library.name)


def _pip(there: Places, wheels: Path) -> list[str]:
    install = [str(there.python), "-m", "pip", "install", "--no-index"]
    return [
        *install,
        "--disable-pip-version-check",
        "--find-links",
        str(wheels),
        PRODUCT,
    ]


def _run(pc: Windows, command: Sequence[str], failed: str) -> None:
    done = pc.run(command, MINUTES * 60)
    if done.code != 0:
        last = done.says.splitlines()[-1:] or ["it says nothing"]
        raise RefusedError(
            command[0],
            f"did not do its work: {last[0].strip()}. {failed}. “wpb excel doctor” "
            "looks for the cause.",
        )


def _copy(source: Path, target: Path, what: str, record: Record) -> None:
    _make_folder(target.parent, record)
    shutil.copyfile(source, target)
    mark_of_the_web(target).unlink(missing_ok=True)
    if sha256(target) != sha256(source):
        raise RefusedError(target, "was changed while it was copied. Ask IT why.")
    old = record.of(target)
    if old:
        record.files.remove(old)
    record.files.append(Installed(str(target), sha256(target), what))


def _make_folder(folder: Path, record: Record) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir()
        record.folders.append(str(each))


def _report(
    record: Record, there: Places, wheels: Sequence[Path], *, listed: bool
) -> Report:
    checked = {True: f"checked against {LISTED}", False: f"no {LISTED} beside them"}
    says = [
        f"{each.what}: {each.path} (SHA-256 {each.sha256})" for each in record.files
    ]
    says.append(f"environment: {record.environment}, packages of {record.packages}")
    says += [f"wheel: {w.name} (SHA-256 {sha256(w)})" for w in wheels]
    if wheels:
        says.append(f"wheels: {checked[listed]}")
    says.append(f"what was done is written in {there.record}; “wpb excel uninstall” ")
    says[-1] += "undoes it"
    says.append("Start Excel: the tab “WPB” should be there. If not: wpb excel doctor")
    return Report(f"wpb {record.version}", says=tuple(says))
