"""xlwings' own VBA module for the add-in, read from the installed package.

Its text is never kept here: it names the library of its own version. Four things are
changed: the project's name; where settings come from; that Python looks for modules in
its own environment and nowhere else; and that xlwings' many functions are not offered
in Excel's function wizard. Its licence (BSD, three clauses) stays in it.
"""

import re
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from addin.desktop.vba.bridges import HERE
from addin.desktop.vba.module_text import windows_text

FILE = "xlwings_custom_addin.bas"
PROJECT = "wpb"
INTERPRETER = r"%LOCALAPPDATA%\wpb\environment\Scripts\pythonw.exe"
"""The Python that Excel starts: of the environment that `wpb excel install` makes."""
LICENCE_BEGINS = "'xlwings is distributed under a BSD 3-clause license."
LICENCE_ENDS = "'SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE."
_NAME = re.compile(r'^Attribute VB_Name = "xlwings"\n', re.MULTILINE)
_PROJECT = re.compile(r'^Public Const PROJECT_NAME As String = "\w+"$', re.MULTILINE)
_VERSION = re.compile(
    r'^Public Const XLWINGS_VERSION As String = "(.+)"$', re.MULTILINE
)
_SETTINGS = re.compile(
    r"^Function GetConfig\(.*?^End Function$", re.MULTILINE | re.DOTALL
)
_COMMAND = re.compile(r'^( +tail = ") -B -c ', re.MULTILINE)
_SEARCHED = re.compile(
    r'^( +PYTHONPATH = )AddExcelDir & ";" & ActiveWorkbook\.FullName .*$', re.MULTILINE
)


class UnknownXlwingsError(ValueError):
    """The installed xlwings has another VBA module than the one that is known here."""


def xlwings_module() -> str:
    """The text of the module xlwings in the add-in.

    Raises:
        UnknownXlwingsError: The installed text is not as it is known.
    """
    text = "\n".join(_installed().read_text("utf-8").splitlines()) + "\n"
    _check(text)
    settings = (HERE / "settings.bas").read_text("utf-8").rstrip("\n")
    settings = settings.replace("{INTERPRETER}", INTERPRETER)
    text = _replaced(_SETTINGS, settings.replace("\\", r"\\"), text)
    text = _replaced(
        _PROJECT, f'Public Const PROJECT_NAME As String = "{PROJECT}"', text
    )
    # Python started with -c looks into the current folder first, which Excel takes from
    # the file that was opened last: a pandas.py beside a workbook would be run. And
    # xlwings would hand over the path of the active workbook, whatever its name holds.
    text = _replaced(_COMMAND, r"\1 -I -B -c ", text)
    text = _replaced(_SEARCHED, r'\1"False"', text)
    named = 'Attribute VB_Name = "xlwings"\nOption Private Module\n'
    return windows_text(_replaced(_NAME, named, text))


def _installed() -> Path:
    # The package is found without being loaded.
    found = find_spec("xlwings")
    if found is None or found.origin is None:
        raise UnknownXlwingsError("xlwings is not installed.")
    return Path(found.origin).with_name(FILE)


def _check(text: str) -> None:
    if LICENCE_BEGINS not in text or LICENCE_ENDS not in text:
        raise UnknownXlwingsError(f"{FILE} no longer holds its licence.")
    found = _VERSION.search(text)
    if found is None or found[1] != version("xlwings"):
        raise UnknownXlwingsError(f"{FILE} is not of version {version('xlwings')}.")


def _replaced(pattern: re.Pattern[str], wanted: str, text: str) -> str:
    text, count = pattern.subn(wanted, text)
    if count != 1:
        raise UnknownXlwingsError(f"{FILE} has {count} times what is changed in it.")
    return text
