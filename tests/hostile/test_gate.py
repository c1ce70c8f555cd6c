import io
import struct
import time
import tracemalloc
import zipfile
import zlib

import pytest

from addin.package.gate import admit
from addin.package.read import Package
from addin.package.refusal import RefusedError
from tests.package import small_books as small

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"


def refusal(path):
    """The refusal, which must be plain, quick and small."""
    tracemalloc.start()
    started = time.perf_counter()
    with pytest.raises(RefusedError) as caught:
        Package.open(path)
    seconds = time.perf_counter() - started
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 << 20
    assert seconds < 30  # the promise is one second; machines under test are noisy
    says = caught.value.says
    assert says.endswith((".", ")"))
    assert not any(word in says for word in ("Error", "Traceback", "exception", "None"))
    return says


@pytest.fixture
def write(tmp_path):
    def of(content):
        path = tmp_path / "book.xlsx"
        if isinstance(content, bytes):
            path.write_bytes(content)
            return path
        return small.write(path, content)

    return of


def test_what_is_no_workbook_at_all_is_refused_by_name(tmp_path, write):
    assert "is not there" in refusal(tmp_path / "none.xlsx")
    assert "is a folder" in refusal(tmp_path)
    assert "is empty" in refusal(write(b""))
    assert "not an Excel workbook" in refusal(write(b"Code,Value\nCH01,1\n"))
    assert "not an Excel workbook" in refusal(write({"word/document.xml": "<w/>"}))
    assert "not an Excel workbook" in refusal(
        write(
            {"[Content_Types].xml": "<T/>"}
            | {
                "_rels/.rels": small.relationships(
                    ("officeDocument", "word/document.xml")
                )
            }
        )
    )


def test_compound_files_are_told_apart(write):
    assert ".xls" in refusal(write(COMPOUND + b"\0" * 2000))
    encrypted = "EncryptedPackage".encode("utf-16-le")
    assert "protected by a password" in refusal(
        write(COMPOUND + b"\0" * 999 + encrypted)
    )
    managed = encrypted + "DRMEncryptedDataSpace".encode("utf-16-le")
    assert "restricted by its owner" in refusal(write(COMPOUND + managed))


def test_binary_and_strict_workbooks_are_refused_by_name(write):
    binary = small.types("application/vnd.ms-excel.sheet.binary.macroEnabled.main")
    assert ".xlsb" in refusal(write(small.parts() | {"[Content_Types].xml": binary}))
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    rels = small.relationships(("officeDocument", "xl/workbook.xml"))
    rels = rels.replace(small.OFFICE, strict)
    assert "strict Open XML" in refusal(write(small.parts() | {"_rels/.rels": rels}))
    main = small.workbook().replace(
        small.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    assert "strict" in refusal(write(small.parts() | {"xl/workbook.xml": main}))


@pytest.mark.parametrize("kind", ["sheet.macroEnabled", "template.macroEnabled"])
def test_workbooks_with_macros_are_let_through(write, kind):
    types = small.types(f"application/vnd.ms-excel.{kind}.main+xml")
    assert admit(write(small.parts() | {"[Content_Types].xml": types})).workbook


def test_a_signature_is_noticed(write):
    assert admit(write(small.parts() | {"_xmlsignatures/origin.sigs": ""})).signed
    assert not admit(write(small.parts())).signed


@pytest.mark.parametrize("cut", [30, 200, 1000, -1, -22, -60])
def test_a_file_that_is_cut_short_is_damaged(write, cut):
    whole = write(small.parts()).read_bytes()
    assert "is damaged" in refusal(write(whole[:cut]))


def test_a_bomb_is_not_inflated(write):
    bomb = small.parts() | {"xl/media/bomb.bin": b"\0" * (60 << 20)}
    assert "more than 200 times" in refusal(write(bomb))


def test_a_bomb_that_lies_about_its_size_is_not_inflated(write):
    path = write(small.parts() | {"xl/media/bomb.bin": b"\0" * (60 << 20)})
    content = bytearray(path.read_bytes())
    real, lie = struct.pack("<L", 60 << 20), struct.pack("<L", 1000)
    content = content.replace(real, lie)
    assert "longer than the file says" in refusal(write(bytes(content)))


def test_too_many_parts_are_refused(write):
    many = {f"xl/media/{number}.bin": b"" for number in range(5_001)}
    assert "5,000 parts" in refusal(write(small.parts() | many))


def test_a_total_beyond_the_limit_is_refused(write):
    path = write(small.parts())
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<L", 600 << 20)
    assert "when unpacked" in refusal(write(bytes(content)))


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/evil.xml", "xl\\evil.xml", "C:/e.xml"]
)
def test_unsafe_names_are_refused(write, name):
    assert "unsafe name" in refusal(write(small.parts() | {name: "<x/>"}))


@pytest.mark.parametrize("name", ["xl/workbook.xml", "XL/Workbook.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(tmp_path, name):
    path = small.write(tmp_path / "book.xlsx", small.parts())
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, small.workbook())
    assert "two parts of the same name" in refusal(path)


def test_overlapping_parts_are_refused(write):
    content = bytearray(write(small.parts()).read_bytes())
    first = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    assert refusal(write(bytes(content)))


def test_a_part_that_reaches_into_the_next_is_refused(write):
    content = bytearray(write(small.parts()).read_bytes())
    size = content.find(b"PK\x01\x02") + 20
    (packed,) = struct.unpack_from("<L", content, size)
    struct.pack_into("<L", content, size, packed + 99)
    assert "overlaps another part" in refusal(write(bytes(content)))


DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "name", ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", SHEET]
)
@pytest.mark.parametrize("before", ["", "<!-- harmless -->", "<?harmless?>\n"])
def test_document_types_are_refused_in_any_part(write, name, before):
    content = small.parts()
    content[name] = content[name].replace("?>\n", f"?>\n{before}{DOCTYPE}", 1)
    assert "declares a document type" in refusal(write(content))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_document_types_do_not_hide_in_wide_characters(write, encoding):
    text = small.sheet("").replace("?>\n", f"?>{DOCTYPE}").replace("UTF-8", "UTF-16")
    says = refusal(write(small.parts() | {SHEET: text.encode(encoding)}))
    assert "declares a document type" in says


def test_document_types_do_not_hide_in_rare_character_sets(write):
    text = small.sheet("").replace("UTF-8", "UTF-7")
    assert "character set" in refusal(write(small.parts() | {SHEET: text}))


@pytest.mark.parametrize("name", ["xl/workbook.xml", "_rels/.rels", "xl/styles.xml"])
def test_unsound_xml_is_damage(write, name):
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    path = write(small.parts(row) | {name: "<a><b></a>"})
    with pytest.raises(RefusedError, match="damaged"):
        list(Package.open(path).sheet("Data").rows())


@pytest.mark.parametrize("name", ["xl/workbook.xml", SHEET, "_rels/.rels"])
def test_missing_parts_are_damage(write, name):
    content = small.parts()
    del content[name]
    assert "damaged" in refusal(write(content))


def test_a_sheet_of_a_wrong_content_type_is_damage(write):
    types = small.types().replace("worksheet+xml", "chart+xml")
    says = refusal(write(small.parts() | {"[Content_Types].xml": types}))
    assert "declared as another kind" in says


def test_a_wrong_checksum_is_damage(write):
    path = write(small.parts())
    content = bytearray(path.read_bytes())
    crc = struct.pack("<L", zlib.crc32(small.STYLES.encode()))
    content = content.replace(crc, b"\1\2\3\4")
    assert "checksum" in refusal(write(bytes(content)))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression_is_refused(tmp_path, method):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", method) as package:
        for name, part in small.parts().items():
            package.writestr(name, part)
    assert "unusual way" in refusal(path)


def test_an_encrypted_zip_is_refused(write):
    content = bytearray(write(small.parts()).read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "encrypted" in refusal(write(bytes(content)))


def test_bytes_before_the_first_part_are_refused(write):
    whole = write(small.parts()).read_bytes()
    assert "not an Excel workbook" in refusal(write(b"MZ" + whole))


def test_entities_are_never_resolved(write):
    text = small.sheet('<row r="1"><c r="A1" t="str"><v>&e;</v></c></row>')
    path = write(small.parts() | {SHEET: text})
    with pytest.raises(RefusedError, match="damaged"):
        list(Package.open(path).sheet("Data").rows())


def test_one_far_cell_makes_no_million_rows(write):
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    package = Package.open(write(small.parts(row)))
    assert len(list(package.sheet("Data").rows())) == 1


def test_the_whole_is_read_from_memory_and_nothing_stays_open(write):
    path = write(small.parts())
    package = Package.open(path)
    path.unlink()
    assert package.sheet("Data").cells("A1")
    assert isinstance(io.BytesIO(package.admitted.archive.content), io.BytesIO)
