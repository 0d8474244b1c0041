"""System.Text.RegularExpressions: Regex, Match, Group, Capture and their collections."""

import re
from typing import Any

from perdure.interpreter import regexes
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import index_outside, null, outside
from perdure.interpreter.dotnet._items import copy_into
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.regexes import BadPattern
from perdure.interpreter.typesys import define, find_type
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.enums import EnumValue, enum_value
from perdure.interpreter.values.iterators import Enumerator
from perdure.interpreter.values.regex import (
    Capture,
    CaptureCollection,
    Group,
    GroupCollection,
    Match,
    MatchCollection,
    Regex,
    Sequence,
    match_at,
    matches_of,
)
from perdure.interpreter.values.timespan import TimeSpan

INFINITE = TimeSpan(-10000)
_R = "System.Text.RegularExpressions."
OPTIONS = _R + "RegexOptions options"


def new(pattern: str | None, options: Any = 0, timeout: Any = None) -> Regex:
    if pattern is None:
        raise null("pattern")
    number = options.value if isinstance(options, EnumValue) else int(options or 0)
    try:
        return Regex(pattern, number, timeout)
    except BadPattern as bad:
        raise bad_pattern(bad) from None


def bad_pattern(bad: BadPattern) -> DotNetThrow:
    return throw_dotnet(_R + "RegexParseException", str(bad))


def timed(call: Any) -> Any:
    """Makes a member tell .NET's way that the time of a search is over."""

    def run(*args: Any) -> Any:
        try:
            return call(*args)
        except TimeoutError:
            raise throw_dotnet(
                _R + "RegexMatchTimeoutException",
                "The Regex engine has timed out while trying to match a pattern to an input string. This can occur for many "
                "reasons, including very large inputs or excessive backtracking caused by nested quantifiers, "
                "back-references and other factors.",
            ) from None

    return run


def bounded(text: str | None, start: int) -> None:
    """Checks an input and the place where a search starts."""
    if text is None:
        raise null("input")
    if not 0 <= start <= len(text):
        raise outside("startat", "Start index cannot be less than 0 or greater than input length.")


@timed
def replace(r: Regex, text: str | None, by: Any, count: int = -1, start: int = 0) -> str:
    """Gives Regex.Replace; `by` a replacement pattern or an evaluator."""
    bounded(text, start)
    assert text is not None
    if by is None:
        raise null("replacement")
    if isinstance(by, str):
        return regexes.replace(r.compiled, text, by, count, start)
    call = by.call

    def evaluated(hit: Any) -> str:
        return net_text(call(Match(r.compiled, hit, text)))

    return regexes.replace(r.compiled, text, evaluated, count, start)


@timed
def split(r: Regex, text: str | None, count: int = 0, start: int = 0) -> TypedArray:
    bounded(text, start)
    assert text is not None
    if count < 0:
        raise outside("count", "Count cannot be less than -1.")
    return TypedArray("System.String", regexes.split(r.compiled, text, count, start))


@timed
def matches(r: Regex, text: str | None, start: int = 0) -> MatchCollection:
    bounded(text, start)
    assert text is not None
    return matches_of(r, text, start)


@timed
def match(r: Regex, text: str | None, start: int = 0, count: int | None = None) -> Match:
    bounded(text, start)
    assert text is not None
    if count is not None:
        text, start = text[start : start + count], 0
    return match_at(r, text, start)


@timed
def is_match(r: Regex, text: str | None, start: int = 0) -> bool:
    bounded(text, start)
    assert text is not None
    return r.compiled.search(text, start) is not None


def options_of(r: Regex) -> Any:
    kind = find_type(_R + "RegexOptions")
    return r.options if kind is None else enum_value(kind, r.options)


def group_numbers(r: Regex) -> TypedArray:
    return TypedArray("System.Int32", list(range(len(r.compiled.names))))


def number_of(r: Regex, name: str) -> int:
    return r.compiled.names.index(name) if name in r.compiled.names else -1


def name_of(r: Regex, number: int) -> str:
    return r.compiled.names[number] if 0 <= number < len(r.compiled.names) else ""


def _static(call: Any, extra: int) -> Any:
    """Makes the static form: the pattern stands behind the input."""

    def run(text: Any, pattern: Any, *rest: Any) -> Any:
        return call(new(pattern, *rest[extra:]), text, *rest[:extra])

    return run


_EVALUATOR = _R + "MatchEvaluator evaluator"
_COLLECTION = _R + "MatchCollection"
_SPAN = "timespan matchTimeout"


def _regex() -> dict[str, Any]:
    table: dict[str, Any] = {
        "new(string pattern)": new,
        f"new(string pattern, {OPTIONS})": new,
        f"new(string pattern, {OPTIONS}, {_SPAN})": new,
        f"Options -> {_R}RegexOptions": options_of,
        "RightToLeft -> bool": lambda r: bool(r.options & 64),
        "MatchTimeout -> timespan": lambda r: r.timeout or INFINITE,
        "GetGroupNames() -> string[]": lambda r: TypedArray("System.String", list(r.compiled.names)),
        "GetGroupNumbers() -> int[]": group_numbers,
        "GroupNameFromNumber(int i) -> string": name_of,
        "GroupNumberFromName(string name) -> int": number_of,
        "IsMatch(string input) -> bool": is_match,
        "IsMatch(string input, int startat) -> bool": is_match,
        f"Match(string input) -> {_R}Match": match,
        f"Match(string input, int startat) -> {_R}Match": match,
        f"Match(string input, int beginning, int length) -> {_R}Match": match,
        f"Matches(string input) -> {_COLLECTION}": matches,
        "Count(string input) -> int": lambda r, s: len(matches(r, s)),
        f"Matches(string input, int startat) -> {_COLLECTION}": matches,
        "Replace(string input, string replacement) -> string": replace,
        "Replace(string input, string replacement, int count) -> string": replace,
        "Replace(string input, string replacement, int count, int startat) -> string": replace,
        f"Replace(string input, {_EVALUATOR}) -> string": replace,
        f"Replace(string input, {_EVALUATOR}, int count) -> string": replace,
        "Split(string input) -> string[]": split,
        "Split(string input, int count) -> string[]": split,
        "Split(string input, int count, int startat) -> string[]": split,
        "ToString() -> string": str,
        "static Escape(string str) -> string": regexes.escape,
        "static Unescape(string str) -> string": unescape,
        "static CacheSize -> int": 15,
        "static InfiniteMatchTimeout -> timespan": INFINITE,
    }
    for name, call, returns in (
        ("IsMatch", is_match, "bool"), ("Match", match, _R + "Match"), ("Matches", matches, _COLLECTION),
        ("Split", split, "string[]"), ("Count", lambda r, s: len(matches(r, s)), "int"),
    ):  # fmt: skip
        for tail in ("", f", {OPTIONS}", f", {OPTIONS}, {_SPAN}"):
            table[f"static {name}(string input, string pattern{tail}) -> {returns}"] = _static(call, 0)
    for by in ("string replacement", _EVALUATOR):
        for tail in ("", f", {OPTIONS}", f", {OPTIONS}, {_SPAN}"):
            table[f"static Replace(string input, string pattern, {by}{tail}) -> string"] = _static(replace, 1)
    return table


_SIMPLE = {"a": "\x07", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ESCAPED = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|c([A-Za-z@\[-_])|([0-7]{2,3})|(.))", re.DOTALL)


def unescape(text: str | None) -> str:
    """Gives Regex.Unescape."""
    if text is None:
        raise null("str")

    def plain(found: re.Match[str]) -> str:
        two, four, control, octal, other = found.groups()
        if two or four:
            return chr(int(two or four, 16))
        if control:
            return chr(ord(control.upper()) & 0x1F)
        if octal:
            return chr(int(octal, 8) & 0xFF)
        if other not in _SIMPLE and (other.isalnum() and other.isascii()):
            raise bad_pattern(BadPattern(f"Invalid pattern '{text}' at offset {found.end()}. Unrecognized escape sequence "
                                         f"\\{other}."))  # fmt: skip
        return _SIMPLE.get(other, other)

    if text.endswith("\\") and (len(text) - len(text.rstrip("\\"))) % 2:
        raise bad_pattern(BadPattern(f"Invalid pattern '{text}' at offset {len(text)}. Illegal \\ at end of pattern."))
    return _ESCAPED.sub(plain, text)


define("System.Text.RegularExpressions.Regex", members=_regex, py=Regex)

_CAPTURE: dict[str, Any] = {
    "Index -> int": lambda c: c.index,
    "Length -> int": lambda c: c.length,
    "Value -> string": lambda c: c.value,
    "ValueSpan -> object": lambda c: None,
    "ToString() -> string": lambda c: c.value,
    "Equals(object obj) -> bool": equal,
}
define(_R + "Capture", members=_CAPTURE, py=Capture)
define(
    _R + "Group",
    _R + "Capture",
    members={
        "Success -> bool": lambda g: g.success,
        "Name -> string": lambda g: g.name,
        f"Captures -> {_R}CaptureCollection": lambda g: g.captures,
    },
    py=Group,
)
define(
    _R + "Match",
    _R + "Group",
    members={
        f"Groups -> {_R}GroupCollection": lambda m: m.groups,
        f"NextMatch() -> {_R}Match": lambda m: m.next_match(),
        "Result(string replacement) -> string": lambda m, s: m.result(s),
    },
    py=Match,
)


def item(c: Sequence, index: int) -> Any:
    if not 0 <= index < len(c.items):
        raise index_outside("i")
    return c.items[index]


def _collection(element: str) -> dict[str, Any]:
    return {
        "Count -> int": len,
        "IsReadOnly -> bool": lambda c: True,
        "IsSynchronized -> bool": lambda c: False,
        "SyncRoot -> object": lambda c: c,
        "CopyTo(array array, int arrayIndex) -> void": lambda c, a, i: copy_into(c.items, a, i),
        "GetEnumerator() -> System.Collections.IEnumerator": lambda c: Enumerator(c.items),
        f"get_Item(int i) -> {_R}{element}": item,
    }


_IC = ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable"]
define(_R + "MatchCollection", interfaces=_IC, members=_collection("Match"), py=MatchCollection)
define(_R + "CaptureCollection", interfaces=_IC, members=_collection("Capture"), py=CaptureCollection)


def numbered(c: GroupCollection, number: int) -> Group:
    """Gives the group of a number: named groups are counted behind the unnamed ones."""
    if 0 <= number < len(c.items) and c.match.compiled.place(str(number)) is None:
        return c.items[number]  # type: ignore[no-any-return]
    return c.find(number)


define(
    _R + "GroupCollection",
    interfaces=_IC,
    members={
        **{k: v for k, v in _collection("Group").items() if not k.startswith("get_Item")},
        f"get_Item(int groupnum) -> {_R}Group": numbered,
        f"get_Item(string groupname) -> {_R}Group": lambda c, s: c.find(s),
        "ContainsKey(string key) -> bool": lambda c, k: k in c.match.names(),
        "Keys -> object": lambda c: list(c.match.names()),
        "Values -> object": lambda c: c.items,
    },
    py=GroupCollection,
)
