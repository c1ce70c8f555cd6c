"""A Windows PC over a temporary folder: environment, registry and programs made up."""

from pathlib import Path

from addin.desktop.windows import Ran, places

HEADS = {32: b"\x4c\x01", 64: b"\x64\x86"}


def program_of(size):
    """The beginning of a Windows program or library of 32 or 64 bits."""
    return b"MZ".ljust(0x3C, b"\0") + b"\x40\0\0\0" + b"PE\0\0" + HEADS[size]


class StandInPC:
    """A PC whose programs do what they would do on Windows, as far as files show it."""

    is_windows = True

    def __init__(self, folder):
        self.folder = folder
        self.variables = {
            "LOCALAPPDATA": str(folder / "Local"),
            "APPDATA": str(folder / "Roaming"),
        }
        self.keys = {}
        self.not_readable = set()
        self.ran = []
        self.answers = {}
        self.excels = []
        for each in self.variables.values():
            Path(each).mkdir()

    @property
    def places(self):
        return places(self)

    def variable(self, name):
        return self.variables.get(name, "")

    def registry(self, key):
        if key in self.not_readable:
            raise PermissionError(13, "Access is denied")
        return self.keys.get(key, {})

    def running_excel(self):
        return self.excels

    def run(self, command, seconds):
        assert seconds > 0
        self.ran.append(list(command))
        for part, answer in self.answers.items():
            if part in " ".join(map(str, command)):
                return answer
        if "venv" in command:
            self._make_environment(Path(command[-1]))
        return Ran(0, "")

    def _make_environment(self, folder):
        (folder / "Scripts").mkdir(parents=True, exist_ok=True)
        (folder / "Lib" / "site-packages").mkdir(parents=True, exist_ok=True)
        (folder / "pyvenv.cfg").write_text("home = elsewhere\n")
        for name in ("python.exe", "pythonw.exe"):
            (folder / "Scripts" / name).write_bytes(program_of(64))

    def everything(self):
        """Every file and folder there is, without the profile's own two folders."""
        return {
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.parent != self.folder
        }
