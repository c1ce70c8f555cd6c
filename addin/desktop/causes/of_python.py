"""Causes in the private Python environment and in xlwings' library."""

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from addin.desktop.causes.cause import Cause, Finding, cannot_tell, ok, problem
from addin.desktop.causes.program import bits, excel_program
from addin.desktop.hashes import sha256
from addin.desktop.record import read_record
from addin.desktop.windows import Places, Windows
from wpb_engine import VERSION

OLDEST = (3, 11)
_SECONDS = 60
_VERSIONS = (
    "import json, sys, wpb_engine, xlwings, win32com.client; "
    "print(json.dumps([list(sys.version_info[:2]), wpb_engine.VERSION, "
    "xlwings.__version__]))"
)
_INSTALL = "Run “wpb excel install” again."


def _interpreter(_: Windows, there: Places) -> Finding:
    if not there.interpreter.is_file():
        return problem(f"{there.interpreter} is not there")
    return ok(f"{there.interpreter} is there")


def _starts(pc: Windows, there: Places) -> Finding:
    """Whether Python starts and holds all that is needed, of the right versions."""
    if not there.python.is_file():
        return cannot_tell(f"{there.python} is not there to be asked")
    done = pc.run([str(there.python), "-c", _VERSIONS], _SECONDS)
    if done.code != 0:
        last = done.says.splitlines()[-1:] or ["it says nothing"]
        return problem(f"{there.python} does not do its work: {last[0]}")
    python, engine, wings = json.loads(done.says.splitlines()[-1])
    shown = f"Python {'.'.join(map(str, python))}, wpb {engine}, xlwings {wings}"
    wrong = tuple(python) < OLDEST or engine != VERSION or wings != _xlwings()
    wanted = f"wanted: Python 3.11 or later, wpb {VERSION}, xlwings {_xlwings()}"
    return problem(f"{shown}; {wanted}") if wrong else ok(shown)


def _xlwings() -> str:
    try:
        return version("xlwings")
    except PackageNotFoundError:
        return "none"


def library(there: Places, size: int) -> Path:
    """Xlwings' library of a size, of the very version that the add-in's text names."""
    return there.environment / f"xlwings{size}-{_xlwings()}.dll"


def _libraries(there: Places) -> list[Path]:
    beside = (there.environment, there.interpreter.parent)
    return [file for folder in beside for file in sorted(folder.glob("xlwings*.dll"))]


def _library(_: Windows, there: Places) -> Finding:
    found = [file.name for file in _libraries(there)]
    wanted = {library(there, size).name for size in (32, 64)}
    if wanted <= set(found):
        return ok(f"{' and '.join(sorted(wanted))} are there")
    listed = ", ".join(found) or "none"
    return problem(f"needs {' and '.join(sorted(wanted))}; there: {listed}")


def _same_bits(pc: Windows, there: Places) -> Finding:
    program = excel_program(pc)
    size = bits(program) if program else None
    if size is None:
        return cannot_tell("the bits of Excel’s program cannot be read")
    wanted = library(there, size).name
    file = next((f for f in _libraries(there) if f.name == wanted), None)
    if file is None:
        return problem(f"Excel has {size} bits, and {wanted} is not there")
    if bits(file) != size:
        return problem(f"Excel has {size} bits, and {wanted} is a library of others")
    return ok(f"Excel and {wanted} have {size} bits")


def _loads(pc: Windows, there: Places) -> Finding:
    """Whether Windows lets the library be loaded: Python has bits of its own."""
    size = bits(there.python) if there.python.is_file() else None
    if size is None or not library(there, size).is_file():
        return cannot_tell("Python or the library is not there to be tried")
    load = f"import ctypes; ctypes.WinDLL({str(library(there, size))!r})"
    done = pc.run([str(there.python), "-c", load], _SECONDS)
    if done.code == 0:
        return ok(f"Python starts from the profile and loads {library(there, size)}")
    last = done.says.splitlines()[-1:] or ["it says nothing"]
    return problem(f"Python or the library was stopped: {last[0]}")


def _quarantined(_: Windows, there: Places) -> Finding:
    record = read_record(there.record)
    if record is None:
        return cannot_tell("nothing is recorded as installed")
    gone = [each.path for each in record.files if not Path(each.path).exists()]
    if not there.interpreter.is_file():
        gone.append(str(there.interpreter))
    if gone:
        return problem(f"installed and gone: {', '.join(gone)}")
    return ok("everything that was installed is still there")


def _unchanged(_: Windows, there: Places) -> Finding:
    record = read_record(there.record)
    if record is None:
        return cannot_tell("nothing is recorded as installed")
    addin = record.of(there.addin)
    if addin is None or not there.addin.is_file():
        return problem(f"{there.addin} is not there")
    if addin.sha256 != sha256(there.addin):
        return problem(f"{there.addin} is not the file that was installed")
    if record.version != VERSION:
        return problem(
            f"add-in and templates are of {record.version}, wpb of {VERSION}"
        )
    return ok(f"add-in and templates are of {record.version}, as wpb is")


CAUSES = (
    Cause(
        "interpreter",
        "the Python that the add-in starts",
        f"Without it no function and no button of Excel works. {_INSTALL}",
        "",
        _interpreter,
    ),
    Cause(
        "python-and-packages",
        "whether that Python starts, and the versions of Python, engine and xlwings",
        "The product needs Python 3.11 or later and brings none of its own; add-in, "
        f"engine and xlwings must be of one version. {_INSTALL}",
        "Please install Python 3.11 or later on this PC (from python.org, for all "
        "users), or allow its installation. The Excel add-in “WPB” needs it.",
        _starts,
    ),
    Cause(
        "library",
        "xlwings’ library beside that Python, of the exact version",
        "The add-in names the library with its version, and loads no other. "
        f"{_INSTALL}",
        "",
        _library,
    ),
    Cause(
        "bits",
        "the bits of Excel against those of the library",
        "Excel loads a library of its own bits alone. The wheel of xlwings for Windows "
        "holds both: install it from the folder of wheels.",
        "",
        _same_bits,
    ),
    Cause(
        "application-control",
        "whether Python and the library may be run from the user’s profile (AppLocker, "
        "WDAC)",
        "Application control stops programs or libraries in the profile: no function "
        "and no button works. The command line may be stopped as well.",
        "Please allow, by AppLocker or Windows Defender Application Control, the "
        r"programs and libraries in %LOCALAPPDATA%\wpb\environment (pythonw.exe, "
        "python.exe, xlwings32-*.dll, xlwings64-*.dll). Their SHA-256 are in the list "
        "published with the product.",
        _loads,
    ),
    Cause(
        "antivirus",
        "whether what was installed is still there",
        "A file that was installed and is gone was probably put into quarantine.",
        "Please look into the antivirus quarantine for the files named here, compare "
        "their SHA-256 with the list published with the product, and release them.",
        _quarantined,
    ),
    Cause(
        "versions",
        "the versions of add-in, templates and wpb",
        f"Add-in and Python must be of one version. {_INSTALL}",
        "",
        _unchanged,
    ),
)
