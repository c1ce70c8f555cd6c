import errno
import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from addin.package import save as saving
from addin.package.disk import Disk
from addin.package.patch import Patch
from addin.package.read import Package
from addin.package.refusal import RefusedError
from addin.package.save import save
from tests.package import small_books as small

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'
STEPS = (
    "create write flush sync read copy_mode lock replace sync_folder remove "
    "remove_if_left is_read_only"
)
KILLS = int(os.environ.get("WPB_KILLS", "12"))
WRITERS = int(os.environ.get("WPB_WRITERS", "20"))


@pytest.fixture
def book(tmp_path):
    return small.write(tmp_path / "book.xlsx", small.parts(ROWS))


def patch(path, value=2):
    change = Patch(Package.open(path))
    change.set("Data", 1, 1, value)
    return change


def value(path):
    return Package.open(path).sheet("Data").cells("A1")[0][0].text


def left(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith("~wpb-")]


class FaultyDisk(Disk):
    """Fails at one step, and counts the steps that it was asked for."""

    def __init__(self, fails_at=0, problem=errno.EIO, *, after=False):
        self.asked = []
        self.fails_at = fails_at
        self.problem = problem
        self.after = after

    def __getattribute__(self, name):
        found = super().__getattribute__(name)
        if name not in STEPS.split():
            return found

        def step(*given):
            self.asked.append(name)
            fails = len(self.asked) == self.fails_at
            if fails and self.after:
                if name == "write":
                    given[0].write(given[1][: len(given[1]) // 2])
                elif name in ("create", "lock"):
                    found(*given).close()
                elif name not in ("replace", "remove"):
                    found(*given)
            if fails:
                raise OSError(self.problem, os.strerror(self.problem))
            return found(*given)

        return step


def steps_of_a_save(book):
    disk = FaultyDisk()
    before = book.read_bytes()
    save(patch(book), disk=disk)
    book.write_bytes(before)
    return disk.asked


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    "problem", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO]
)
def test_a_fault_at_any_step_leaves_the_old_file_or_the_complete_new_one(
    book, problem, after
):
    before = book.read_bytes()
    steps = steps_of_a_save(book)
    assert {"create", "write", "sync", "read", "lock", "replace"} <= set(steps)
    for number, step in enumerate(steps, 1):
        book.write_bytes(before)
        change = patch(book)
        disk = FaultyDisk(number, problem, after=after)
        try:
            save(change, disk=disk)
            saved = True
        except RefusedError:
            saved = False
        assert value(book) == "2" if saved else book.read_bytes() == before, step
        save(patch(book, 3))
        assert value(book) == "3"
        assert left(book.parent) == []


def test_a_disk_that_gives_back_other_bytes_is_caught(book):
    class ForgetfulDisk(Disk):
        def read(self, path):
            content = bytearray(super().read(path))
            if path.name.startswith("~wpb-"):
                content[len(content) // 3] ^= 1
            return bytes(content)

    before = book.read_bytes()
    with pytest.raises(RefusedError, match="not what was written"):
        save(patch(book), disk=ForgetfulDisk())
    assert book.read_bytes() == before
    assert left(book.parent) == []


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "may not write"),
        (errno.EBUSY, "is open in another program"),
        (errno.ENAMETOOLONG, "path is too long"),
        (errno.EIO, "the disk or the network failed"),
    ],
)
def test_each_fault_has_its_own_plain_sentence(book, problem, says):
    disk = FaultyDisk(steps_of_a_save(book).index("write") + 1, problem)
    with pytest.raises(RefusedError, match=says) as caught:
        save(patch(book), disk=disk)
    assert caught.value.path == book


def test_a_sharing_violation_of_windows_is_an_open_file():
    problem = OSError(errno.EACCES, "in use")
    problem.winerror = 32
    assert "open in another program" in saving._reason(problem)


def test_a_workbook_saved_meanwhile_is_not_written_over(book):
    change = patch(book)
    save(patch(book, 7))
    with pytest.raises(RefusedError, match="by somebody else after it was read"):
        save(change)
    assert value(book) == "7"


def test_a_workbook_moved_meanwhile_is_said_to_be_moved(book):
    change = patch(book)
    book.unlink()
    with pytest.raises(RefusedError, match="moved or deleted"):
        save(change)
    assert left(book.parent) == []


@pytest.mark.parametrize("marker", ["~$book.xlsx", ".~lock.book.xlsx#"])
def test_a_workbook_that_somebody_has_open_is_left_alone(book, marker):
    (book.parent / marker).write_bytes(b"owner")
    with pytest.raises(RefusedError, match="open in another program"):
        save(patch(book))
    assert value(book) == "1"


@pytest.mark.skipif(os.name == "nt", reason="Windows locks open files by itself")
def test_a_locked_workbook_is_left_alone(book):
    with Disk().lock(book), pytest.raises(RefusedError, match="open in another"):
        save(patch(book))
    assert value(book) == "1"


def test_places_that_cannot_be_saved_to_are_told_apart(book):
    change = patch(book)
    for to, says in (
        (book.parent / "none" / "new.xlsx", "folder is not there"),
        (book.parent, "is a folder"),
    ):
        with pytest.raises(RefusedError, match=says):
            save(change, to)
    book.chmod(0o444)
    with pytest.raises(RefusedError, match="marked read-only"):
        save(change)


def test_another_file_is_replaced_only_when_asked(book):
    other = book.with_name("other.xlsx")
    other.write_bytes(b"mine")
    with pytest.raises(RefusedError, match="is there already"):
        save(patch(book), other)
    assert other.read_bytes() == b"mine"
    save(patch(book), other, replaces=True)
    assert (value(other), value(book)) == ("2", "1")


def test_a_file_that_appears_while_saving_is_not_replaced(book):
    other = book.with_name("other.xlsx")

    class Rival(Disk):
        def sync(self, file):
            super().sync(file)
            other.write_bytes(b"theirs")

    with pytest.raises(RefusedError, match="is there already"):
        save(patch(book), other, disk=Rival())
    assert other.read_bytes() == b"theirs"


def test_permissions_and_links_survive(book):
    book.chmod(0o640)
    link = book.with_name("link.xlsx")
    link.symlink_to(book)
    save(patch(link))
    assert link.is_symlink()
    assert book.stat().st_mode & 0o777 == 0o640
    assert value(book) == "2"


def test_temporaries_of_a_running_save_are_not_swept(book):
    running = book.with_name("~wpb-0.tmp")
    with Disk().create(running):
        save(patch(book))
        assert running.exists()
    save(patch(book, 3))
    assert not running.exists()


def test_of_two_writers_the_loser_is_told_and_nothing_is_lost(book):
    for _round in range(WRITERS):
        changes = [patch(book, number) for number in (10, 20)]
        lost = []

        def write(change, lost=lost):
            try:
                save(change)
            except RefusedError as refused:
                lost.append(str(refused))

        threads = [threading.Thread(target=write, args=(item,)) for item in changes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(lost) in (1, 2)
        if len(lost) == 1:
            assert value(book) in ("10", "20")
        save(patch(book, 1))
    assert left(book.parent) == []


KILLED = """
    import sys
    from addin.package.patch import Patch
    from addin.package.read import Package
    from addin.package.save import save
    print("ready", flush=True)
    number = 1
    while True:
        number += 1
        change = Patch(Package.open(sys.argv[1]))
        change.set("Data", 1, 1, number)
        save(change)
"""


def test_a_killed_save_leaves_a_whole_workbook_and_the_next_sweeps(book):
    root = Path(__file__).resolve().parents[2]
    for number in range(KILLS):
        running = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(book)],
            cwd=root,
            stdout=subprocess.PIPE,
        )
        with running:
            running.stdout.readline()
            time.sleep(0.02 + 0.0137 * number % 0.2)
            running.kill()
        assert value(book).isdigit()
        assert len(small.inflated(book)) == len(small.parts())
    save(patch(book, 5))
    assert left(book.parent) == []
