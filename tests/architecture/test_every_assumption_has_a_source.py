"""The library's files as they stand: no value without a source, none without a day."""

import tomllib

from tests.architecture.source_files import ROOT, name

LIBRARY = ROOT / "wpb_engine" / "assumptions" / "published"
BASES = {"published", "consulted", "planning"}


def records():
    """Every record, with the words by which it is found in its file."""
    for path in sorted(LIBRARY.glob("*.toml")):
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        assert list(held) == ["assumption"], name(path)
        for record in held["assumption"]:
            where = f"{record.get('name')} {record.get('year')}"
            yield f"{path.name}: {where}", record


def test_every_assumption_has_a_source():
    found = list(records())
    assert len(found) > 100
    without = [
        f"{where} lacks {part}"
        for where, record in found
        for part in ("title", "publisher", "where")
        if not str(record.get("source", {}).get(part, "")).strip()
    ]
    assert without == []


def test_every_assumption_has_one_day_and_says_whether_it_is_exact():
    wrong = []
    for where, record in records():
        source = record.get("source", {})
        days = [key for key in ("published_on", "published_by") if key in source]
        exact = source.get("exact", True)
        if len(days) != 1 or exact != (days == ["published_on"]):
            wrong.append(where)
    assert wrong == []


def test_every_assumption_says_what_it_rests_on_and_whether_it_was_verified():
    wrong = [
        where
        for where, record in records()
        if record.get("basis") not in BASES
        or not isinstance(record.get("verified"), bool)
        or not record.get("unit")
    ]
    assert wrong == []
