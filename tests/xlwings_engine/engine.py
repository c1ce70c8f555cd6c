"""A stand-in for xlwings' engine and for the objects of Excel that it hands out.

It lets code written for an `xlwings.Book` run where there is no Excel. It is a test
device: what it says of Excel is what the documents say, so it proves our own logic
and nothing about Excel. Only members that the product uses are there; any other raises
NotImplementedError or AttributeError. The engine must be called "excel", which
xlwings' converters have written into them.
"""

import datetime as dt
from pathlib import PurePath

import xlwings
from xlwings import base_classes, utils

from addin.book.excel_cells import ERROR_NUMBERS, FIRST_ERROR, same_answers
from addin.book.rectangles import cells_of
from addin.package.addresses import Area, reference
from addin.package.cell import CellError
from tests.xlwings_engine.memory import MemoryBackend
from tests.xlwings_engine.typing_in import as_taken

CODES = {code: FIRST_ERROR + number for number, code in ERROR_NUMBERS.items()}
VISIBLE, HIDDEN = -1, 0


def open_in_memory(path):
    """A workbook of ours, opened in the stand-in (`book.impl.backend`)."""
    return attach(MemoryBackend(path))


def attach(backend):
    """An xlwings.Book over a backend, active in the one application of the stand-in."""
    if "excel" not in [engine.name for engine in xlwings.engines]:
        xlwings.engines.add(xlwings.Engine(impl=ENGINE))
        xlwings.engines.active = xlwings.engines["excel"]
    return xlwings.Book(impl=ENGINE.apps[1].books.attach(backend))


class CallRejectedError(Exception):
    """What Excel does not do, as its COM error says it."""


class Engine:
    name, type = "excel", "desktop"

    def __init__(self):
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(x, _options):
        return "" if x is None else x

    @staticmethod
    def clean_value_data(rows, _datetimes, empty_as, number_builder, err_to_str):
        names = {number: code for code, number in CODES.items()}

        def clean(value):
            if value in ("", None):
                return empty_as
            if isinstance(value, int) and value in names:
                return names[value] if err_to_str else None
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in rows]


class Apps(base_classes.Apps):
    def __init__(self, engine):
        self._app = App(engine)

    def keys(self):
        return [self._app.pid]

    def __iter__(self):
        return iter([self._app])

    def __len__(self):
        return 1

    def __getitem__(self, pid):
        return self._app


class App(base_classes.App):
    pid = 1
    visible = display_alerts = enable_events = screen_updating = True
    status_bar = None
    calculation = "automatic"

    def __init__(self, engine):
        self.engine, self.books = engine, Books(self)

    engine = books = None

    def activate(self, steal_focus=None):
        pass

    def calculate(self):
        for book in self.books:
            book.backend.calculate()


class Books(base_classes.Books):
    def __init__(self, app):
        self.app, self._books, self._active = app, [], None

    app = None
    active = property(lambda self: self._active)

    def attach(self, backend):
        self._active = Book(self, backend)
        self._books.append(self._active)
        return self._active

    def open(self, fullname, *_args, **_options):
        return self.attach(MemoryBackend(fullname))

    def __len__(self):
        return len(self._books)

    def __iter__(self):
        return iter(self._books)

    def __call__(self, key):
        if isinstance(key, int):
            return self._books[key - 1]
        for book in self._books:
            if key in (book.name, book.fullname):
                return book
        raise KeyError(key)

    def remove(self, book):
        self._books.remove(book)


class Book(base_classes.Book):
    def __init__(self, books, backend):
        self._books, self.backend = books, backend

    api = property(lambda self: BookApi(self.backend))
    app = property(lambda self: self._books.app)
    name = property(lambda self: self.api.Name)
    fullname = property(lambda self: self.backend.full_name)

    @property
    def sheets(self):
        return Sheets(self)

    @property
    def names(self):
        return Names(self)

    def activate(self):
        self._books._active = self

    def save(self, path=None, password=None):  # noqa: ARG002
        self.backend.save(path)

    def close(self):
        self._books.remove(self)


class BookApi:
    def __init__(self, backend):
        self._backend = backend

    FullName = property(lambda self: self._backend.full_name)
    Date1904 = property(lambda self: self._backend.date1904)
    ReadOnly = property(lambda self: self._backend.read_only)
    MultiUserEditing = property(lambda self: self._backend.shared)
    PrecisionAsDisplayed = property(lambda self: self._backend.as_displayed)

    @property
    def Name(self):  # noqa: N802
        return self.FullName.replace("\\", "/").rpartition("/")[2]

    @property
    def Path(self):  # noqa: N802
        if "://" in self.FullName:
            return self.FullName.rpartition("/")[0]
        parent = str(PurePath(self.FullName).parent)
        return "" if parent == "." else parent


class Sheets(base_classes.Sheets):
    def __init__(self, book):
        self.book = book

    active = property(lambda self: self(1))

    def __iter__(self):
        return (Sheet(self.book, name) for name in self.book.backend.sheet_names())

    def __len__(self):
        return len(self.book.backend.sheet_names())

    def __call__(self, key):
        names = self.book.backend.sheet_names()
        if isinstance(key, int):
            return Sheet(self.book, names[key - 1])
        for name in names:
            if name.casefold() == key.casefold():
                return Sheet(self.book, name)
        raise KeyError(key)


class Sheet(base_classes.Sheet):
    def __init__(self, book, name):
        self._book, self._name = book, name

    api = property(lambda self: SheetApi(self._book.backend, self._name))
    book = property(lambda self: self._book)
    name = property(lambda self: self._name)

    @property
    def tables(self):
        return Tables(self)

    @property
    def index(self):
        return self._book.backend.sheet_names().index(self._name) + 1

    @property
    def used_range(self):
        return Range(self, self._book.backend.used(self._name))

    def activate(self):
        pass

    def range(self, first, last=None):
        if isinstance(first, str):
            named = self._book.backend.names().get(first)
            if named is not None:
                return range_named(self._book, named)
            return Range(self, Area.parse(first if last is None else f"{first}:{last}"))
        if isinstance(first, Range):
            first, last = first.area[:2], (last or first).area[2:]
        last = last or first
        # xlwings may give the corners the wrong way round.
        return Range(self, Area(*first, *first).with_cell(*last))


class SheetApi:
    """Excel's Worksheet, as far as protection and its tab go."""

    def __init__(self, backend, name):
        self.__dict__.update(_backend=backend, _name=name)

    Protection = property(lambda self: ProtectionApi(self._options))
    ProtectContents = property(lambda self: bool(self._options.get("Contents")))
    ProtectScenarios = property(lambda self: bool(self._options.get("Scenarios")))
    ProtectionMode = property(lambda self: bool(self._options.get("UserInterfaceOnly")))
    ProtectDrawingObjects = property(
        lambda self: bool(self._options.get("DrawingObjects"))
    )
    _options = property(lambda self: self._backend.protection(self._name) or {})

    _filtered = property(lambda self: self._backend.filtered(self._name))
    # A table's filter is the table's own: whether the sheet tells of it is not known.
    FilterMode = property(lambda self: bool(self._filtered.get("")))

    @property
    def ListObjects(self):  # noqa: N802
        tables = [t.name for t in self._backend.tables() if t.sheet == self._name]
        return [ListObjectApi(self._filtered.get(name)) for name in tables]

    @property
    def Visible(self):  # noqa: N802
        return VISIBLE if self._backend.is_visible(self._name) else HIDDEN

    @property
    def EnableSelection(self):  # noqa: N802
        return self._options.get("EnableSelection", 0)

    def __setattr__(self, name, value):
        if name != "EnableSelection":
            raise AttributeError(name)
        options = {**self._options, "EnableSelection": value}
        self._backend.protect(self._name, options)

    def Unprotect(self, Password):  # noqa: N802, N803
        # Without a password Excel would ask for one, so here it must be given.
        self._backend.unprotect(self._name, Password)

    def Protect(self, **options):  # noqa: N802
        self._backend.protect(self._name, {"EnableSelection": 0, **options})


class ListObjectApi:
    """A table: without its arrows it has no filter at all."""

    def __init__(self, hidden):
        self.ShowAutoFilter = hidden is not None
        self.AutoFilter = AutoFilterApi(hidden) if self.ShowAutoFilter else None


class AutoFilterApi:
    def __init__(self, hidden):
        self.FilterMode = bool(hidden)


class ProtectionApi:
    def __init__(self, options):
        self._options = options

    def __getattr__(self, name):
        if not name.startswith("Allow"):
            raise AttributeError(name)
        return bool(self._options.get(name))


class Range(base_classes.Range):
    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet, area):
        self._sheet, self.area = sheet, area

    api = property(lambda self: RangeApi(self._sheet, self.area))
    sheet = property(lambda self: self._sheet)
    row = property(lambda self: self.area.first_row)
    column = property(lambda self: self.area.first_column)
    shape = property(lambda self: (self.area.height, self.area.width))
    coords = property(
        lambda self: (self._sheet.name, self.row, self.column, *self.shape)
    )
    has_array = None

    def __len__(self):
        return self.area.height * self.area.width

    def __call__(self, row, column=None):
        if column is None:
            row, column = (n + 1 for n in divmod(row - 1, self.area.width))
        at = (self.row + row - 1, self.column + column - 1)
        return Range(self._sheet, Area(*at, *at))

    @property
    def address(self):
        corners = (self.area[:2], self.area[2:])
        one, other = (f"${utils.col_name(c)}${r}" for r, c in corners)
        return one if len(self) == 1 else f"{one}:{other}"

    @property
    def raw_value(self):
        return self.api.Value2

    @raw_value.setter
    def raw_value(self, value):
        self.api.Value2 = value


class RangeApi:
    """Excel's Range: blocks of values and formulas, in Excel's own manner."""

    def __init__(self, sheet, area):
        self._sheet, self._area = sheet, area
        self._backend = sheet.book.backend

    @property
    def _at(self):
        return self._sheet.name, self._area

    @property
    def Value2(self):  # noqa: N802
        rows = self._backend.values(*self._at)
        return self._handed([[_as_com(value) for value in row] for row in rows])

    @Value2.setter
    def Value2(self, given):  # noqa: N802
        if self._backend.read_only:
            raise CallRejectedError("the workbook is open for reading only")
        if self._backend.protection(self._sheet.name) and self._backend.locked(
            *self._at
        ):
            raise CallRejectedError("the cell is on a protected sheet")
        rows = given if isinstance(given, list | tuple) else [[given]]
        hidden = set().union(*self._backend.filtered(self._sheet.name).values())
        if hidden.intersection(self._area.rows) and len(rows) > 1:
            self._into_filtered(rows[0][0], hidden)
            return
        shape = [len(row) for row in rows]
        if shape != [self._area.width] * self._area.height:
            raise CallRejectedError("the block has another shape")
        formats = self._formats()
        taken = [
            [
                as_taken(value, formats[r, c])
                for c, value in enumerate(row, start=self._area.first_column)
            ]
            for r, row in zip(self._area.rows, rows, strict=True)
        ]
        self._backend.write(*self._at, taken)

    def _into_filtered(self, first, hidden):
        """As xlwings' issue 747 tells it: the first value into every row that is shown.

        Nothing goes into the rows that a filter hides.
        """
        formats = self._formats()
        for row, column in cells_of(self._area):
            if row not in hidden:
                taken = as_taken(first, formats[row, column])
                at = Area(row, column, row, column)
                self._backend.write(self._sheet.name, at, [[taken]])

    @property
    def Formula(self):  # noqa: N802
        formulas = self._backend.formulas(*self._at)
        values = self._backend.values(*self._at)
        return self._handed(
            [
                [
                    formula or _as_typed(value)
                    for formula, value in zip(*line, strict=True)
                ]
                for line in zip(formulas, values, strict=True)
            ]
        )

    @property
    def NumberFormat(self):  # noqa: N802
        return self._backend.number_format(*self._at)

    @property
    def EntireRow(self):  # noqa: N802
        return EntireRowApi(self._backend.hidden_rows(self._sheet.name), self._area)

    def _formats(self):
        """The format of every cell: asked by piece, as each question is a journey."""
        answers = same_answers(
            self._area,
            lambda piece: self._backend.number_format(self._sheet.name, piece),
        )
        return {at: shown for piece, shown in answers for at in cells_of(piece)}

    def _handed(self, rows):
        single = self._area.height == self._area.width == 1
        return rows[0][0] if single else tuple(map(tuple, rows))


class EntireRowApi:
    def __init__(self, hidden, area):
        self._hidden, self._area = hidden, area

    @property
    def Hidden(self):  # noqa: N802
        found = {row in self._hidden for row in self._area.rows}
        return found.pop() if len(found) == 1 else None


def _as_com(value):
    if isinstance(value, CellError):
        return CODES.get(value.code, FIRST_ERROR + 2222)
    if isinstance(value, int | dt.date) and not isinstance(value, bool):
        raise TypeError(f"a backend gave {value!r}; see backend.Value")
    return value


def _as_typed(value):
    """A constant as `Formula` gives it: its text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, CellError):
        return value.code
    return repr(value).removesuffix(".0") if isinstance(value, float) else value


class Tables(base_classes.Tables):
    def __init__(self, sheet):
        backend = sheet.book.backend
        found = (t for t in backend.tables() if t.sheet == sheet.name)
        self._tables = [Table(sheet, table) for table in found]

    def __len__(self):
        return len(self._tables)

    def __iter__(self):
        return iter(self._tables)

    def __contains__(self, name):
        return name in [table.name for table in self._tables]

    def __call__(self, key):
        if isinstance(key, int):
            return self._tables[key - 1]
        return next(table for table in self._tables if table.name == key)


class Table(base_classes.Table):
    def __init__(self, sheet, table):
        self._sheet, self._table = sheet, table

    parent = property(lambda self: self._sheet)
    name = display_name = property(lambda self: self._table.name)

    @property
    def data_body_range(self):
        return Range(self._sheet, self._table.body) if self._table.body else None

    @property
    def header_row_range(self):
        return Range(self._sheet, self._table.headings_area)


class Names(base_classes.Names):
    def __init__(self, book):
        self._book = book

    def __len__(self):
        return len(self._book.backend.names())

    def __call__(self, key):
        names = self._book.backend.names()
        name = list(names)[key - 1] if isinstance(key, int) else key
        return Name(self._book, name, names[name])

    def contains(self, key):
        return key in self._book.backend.names()


class Name(base_classes.Name):
    def __init__(self, book, name, text):
        self._book, self._name, self._text = book, name, text

    name = property(lambda self: self._name)

    @property
    def refers_to(self):
        return f"={self._text}"

    @refers_to.setter
    def refers_to(self, text):
        self._text = text.removeprefix("=")
        self._book.backend.point(self._name, self._text)

    refers_to_range = property(lambda self: range_named(self._book, self._text))


def range_named(book, text):
    sheet, area = reference(text)
    return Range(Sheet(book, sheet), area)


ENGINE = Engine()
