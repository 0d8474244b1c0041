"""Parsed scripts on disk: found again, alike, private, bounded; damaged and foreign entries are passed over."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from perdure.grammar import cache, parse
from perdure.grammar.dump import dump
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source, parse_text
from perdure.grammar.records import decode, encode
from perdure.grammar.source import Source
from tests.grammar.snippets import SNIPPETS

TEXT = 'function f($a) { "x$a" }\nf 1 | % { $_ }\n@{ a = 1 }'


@pytest.fixture(autouse=True)
def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(cache, "_folder", None)
    yield tmp_path / "perdure" / "scripts"
    cache._folder = None


def parsed(monkeypatch: pytest.MonkeyPatch, text: str = TEXT) -> bool:
    """Parses a file's text and tells whether the parser was needed."""
    needed = []
    real = parse.fresh
    monkeypatch.setattr(parse, "fresh", lambda *given: (needed.append(1), real(*given))[1])
    tree = parse_source(Source(text, "x.ps1"))
    monkeypatch.setattr(parse, "fresh", real)
    assert dump(tree) == dump(parse_text(text))
    return bool(needed)


@pytest.mark.parametrize("text", SNIPPETS)
def test_trees_come_back_as_they_were(text: str) -> None:
    tree = parse_text(text, fragment=True)
    assert dump(decode(encode(tree.body)), tree.source) == dump(tree.body, tree.source)


def test_a_deep_tree_comes_back() -> None:
    tree = parse_text("(" * 3000 + "1" + ")" * 3000)
    assert len(list(decode(encode(tree.body)).walk())) == len(list(tree.body.walk()))


def test_an_entry_is_found_again(monkeypatch: pytest.MonkeyPatch, entries: Path) -> None:
    assert parsed(monkeypatch)
    assert not parsed(monkeypatch)
    assert parsed(monkeypatch, TEXT + " ")
    assert len(os.listdir(entries)) == 2


def test_the_folder_and_its_entries_are_private(monkeypatch: pytest.MonkeyPatch, entries: Path) -> None:
    parsed(monkeypatch)
    assert stat.S_IMODE(entries.stat().st_mode) == 0o700
    assert [stat.S_IMODE(e.stat().st_mode) for e in entries.iterdir()] == [0o600]


def damage_flipped(entry: Path) -> None:
    data = bytearray(entry.read_bytes())
    data[len(data) // 2] ^= 1
    entry.write_bytes(bytes(data))


def damage_cut(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-7])


def damage_empty(entry: Path) -> None:
    entry.write_bytes(b"")


def damage_foreign(entry: Path) -> None:
    entry.write_bytes(cache.MAGIC + cache.blake2b(b"no tree", digest_size=cache.DIGEST).digest() + b"no tree")


def damage_writable(entry: Path) -> None:
    entry.chmod(0o666)


def damage_link(entry: Path) -> None:
    aside = entry.with_suffix(".aside")
    entry.rename(aside)
    entry.symlink_to(aside)


@pytest.mark.parametrize(
    "damage", [damage_flipped, damage_cut, damage_empty, damage_foreign, damage_writable, damage_link]
)
def test_a_damaged_or_foreign_entry_is_passed_over_and_replaced(
    monkeypatch: pytest.MonkeyPatch, entries: Path, damage: object
) -> None:
    parsed(monkeypatch)
    (entry,) = entries.iterdir()
    damage(entry)  # type: ignore[operator]
    assert parsed(monkeypatch)
    assert not parsed(monkeypatch)


def test_a_folder_that_others_may_enter_is_not_used(monkeypatch: pytest.MonkeyPatch, entries: Path) -> None:
    entries.mkdir(parents=True)
    entries.chmod(0o755)
    assert parsed(monkeypatch) and parsed(monkeypatch)
    assert list(entries.iterdir()) == []


def test_no_folder_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "perdure").write_text("a file in the way")
    assert parsed(monkeypatch) and parsed(monkeypatch)


def test_the_folder_stays_bounded(monkeypatch: pytest.MonkeyPatch, entries: Path) -> None:
    monkeypatch.setattr(cache, "ENTRIES_MAX", 5)
    monkeypatch.setattr(cache, "TIDY_EACH", 1)
    for i in range(12):
        parse_source(Source(str(i), "x.ps1"))
    assert len(os.listdir(entries)) <= 6


def test_short_texts_without_a_file_are_not_kept(entries: Path) -> None:
    parse_source(Source("1 + 1"))
    assert not entries.exists()


def test_errors_are_not_kept(entries: Path) -> None:
    for _ in range(2):
        with pytest.raises(ParseError):
            parse_source(Source("1 +", "x.ps1"))
    assert not entries.exists() or not os.listdir(entries)
