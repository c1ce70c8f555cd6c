"""Calls a worksheet function through xlwings' own COM server class, without COM.

Away from Windows xlwings' decorators do nothing and its Windows modules do not import,
because pywin32 is not there. Empty modules stand in for it here, which is enough for
the real decorators, look-up of functions, converters and cleaning of cells. A test
device: what Excel itself hands over is not shown by it.
"""

import atexit
import ctypes
import sys
from contextlib import ExitStack
from datetime import datetime
from importlib import import_module
from types import ModuleType
from unittest.mock import MagicMock, patch

import xlwings

NOT_AVAILABLE = -2146826246
"""#N/A as COM hands it over: every error is such a whole number."""
SPILL = -2146826243
LEFT_OUT = -2147352572
NAMES = (
    *("pythoncom", "pywintypes", "win32api", "win32con", "win32event", "win32gui"),
    *("win32process", "win32timezone", "win32com", "win32com.client"),
    *("win32com.server", "win32com.server.dispatcher", "win32com.server.policy"),
    *("win32com.server.util", "win32com.server.exception"),
)
XLWINGS = ("xlwings._xlwindows", "xlwings.udfs", "xlwings.com_server")
CLASSES = ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")


def _nothing(*_, **__):
    raise LookupError("there is no COM here")


def _stand_ins():
    made = {}
    for name in NAMES:
        made[name] = module = ModuleType(name)
        module.__path__, module.__file__ = [], name
        module.__getattr__ = _asked_for(module)
    for name in NAMES:
        above, _, last = name.rpartition(".")
        if above:
            setattr(made[above], last, made[name])
    for name in CLASSES:
        setattr(made["win32com.client"], name, type(name, (), {}))
    made["pywintypes"].com_error = type("com_error", (Exception,), {})
    made["pywintypes"].TimeType = datetime
    made["pythoncom"].TypeIIDs = {None: type("PyIDispatch", (), {})}
    made["pythoncom"].IID_IDispatch = None
    made["win32com.server.util"].unwrap = _nothing
    return made


def _asked_for(module):
    def make(name):
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(module, name, MagicMock())
        return getattr(module, name)

    return make


class XlwingsOnWindows:
    """xlwings as it is on Windows, for as long as the `with` lasts."""

    _modules = {}  # noqa: RUF012 - the stand-ins, and xlwings' modules over them

    def __enter__(self):
        self._patches = ExitStack()
        if not self._modules:
            self._modules.update(_stand_ins())
        self._patches.enter_context(patch.dict(sys.modules, self._modules))
        for name in ("PyDLL", "windll", "oledll"):
            stand_in = patch.object(ctypes, name, MagicMock(), create=True)
            self._patches.enter_context(stand_in)
        windows, udfs, server = (self._imported(n) for n in XLWINGS)
        atexit.unregister(windows.cleanup)
        real = {"func": udfs.xlfunc, "arg": udfs.xlarg, "ret": udfs.xlret}
        self._patches.enter_context(patch.multiple(xlwings, **real))
        engine = xlwings.Engine(impl=windows.engine)
        only = {"engines": [engine], "engines_by_name": {engine.name: engine}}
        self._patches.enter_context(patch.multiple(xlwings.engines, **only))
        self._server = server.XLPython()
        self._forget_bound()
        return self

    def _imported(self, name):
        self._modules[name] = import_module(name)
        return self._modules[name]

    def __exit__(self, *_):
        self._forget_bound()
        self._patches.close()

    @staticmethod
    def _forget_bound():
        """Functions bound outside do not know the real decorators, and the reverse."""
        import_module("addin.desktop.bind")._of_the_product.cache_clear()

    def call_udf(self, module, name, given):
        """Call a worksheet function as the VBA bridge of the add-in does.

        Args:
            module: The module's dotted name.
            name: The function's name, as the wrapper sends it.
            given: Each argument as COM hands it over: a scalar, or a tuple of rows.
        """
        return self._server.CallUDF(module, name, tuple(given))


def call_udf(module, name, given):
    """Call one worksheet function; `XlwingsOnWindows` is quicker for many."""
    with XlwingsOnWindows() as windows:
        return windows.call_udf(module, name, given)
