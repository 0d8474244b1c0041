"""Operators on text: -like, -match, -replace, -split.

Left sides that are sequences are filtered or mapped. Script blocks on the right run in the session of the thread.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from perdure.interpreter import regexes, wildcards
from perdure.interpreter.convert import to_bool, to_int32, to_string
from perdure.interpreter.errors import NetException, ScriptError, make_error
from perdure.interpreter.regexes import BadPattern, Compiled, cached, compile_regex
from perdure.interpreter.values.base import PSObject, unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Hashtable, TypedArray, table_of
from perdure.interpreter.values.enumerate import enumerate_value


def like(left: Any, right: Any, ignore_case: bool, wanted: bool) -> Any:
    """Gives left -like right (or -notlike)."""
    pattern = unwrap(right)
    source = getattr(pattern, "wildcard", None)  # a WildcardPattern
    try:
        fits = (
            wildcards.compile_wildcard(to_string(pattern), ignore_case)
            if source is None
            else wildcards.compile_wildcard(source, pattern.ignore_case)
        )
    except wildcards.BadWildcard as bad:
        raised = "System.Management.Automation.WildcardPatternException"
        message = str(bad)
        raise make_error(
            message, "RuntimeException", "NotSpecified", None, inner=NetException(raised, message)
        ) from None
    items = enumerate_value(left)
    if items is None:
        return (fits.match(to_string(left)) is not None) is wanted
    return [item for item in items if (fits.match(to_string(item)) is not None) is wanted]


def regex_of(value: Any, ignore_case: bool, options: int = 0) -> Compiled:
    """Gives the compiled expression that an operand means: a Regex as it is, anything else as a pattern."""
    value = unwrap(value)
    own = getattr(value, "compiled", None)
    if isinstance(own, Compiled):
        return own
    pattern = to_string(value)
    try:
        return compile_regex(pattern, ignore_case, options)
    except BadPattern as bad:
        raise bad_regex(pattern, bad) from None


def bad_regex(pattern: str, bad: BadPattern) -> ScriptError:
    """Makes the error for a pattern that is none."""
    inner = NetException("System.Text.RegularExpressions.RegexParseException", str(bad))
    message = f"The regular expression pattern {pattern} is not valid."
    return make_error(message, "InvalidRegularExpression", "InvalidOperation", pattern, inner=inner)


def match(left: Any, right: Any, case_sensitive: bool, negate: bool) -> tuple[Any, Any]:
    """Gives left -match right and the Hashtable for $Matches, None where $Matches stays."""
    if type(right) is str:
        compiled = cached(right, 0 if case_sensitive else 1) or regex_of(right, not case_sensitive)
    else:
        compiled = regex_of(right, not case_sensitive)
    if type(left) is not str:
        items = enumerate_value(left)
        if items is not None:
            found = [item for item in items if (compiled.search(to_string(item)) is None) is negate]
            return found, None
        left = to_string(left)
    hit = compiled.search(left)
    if hit is None:
        return negate, None
    return not negate, groups_table(compiled, hit)


def match_only(left: Any, right: Any, ignore_case: bool, wanted: bool) -> Any:
    """Gives left -match right without $Matches."""
    return match(left, right, not ignore_case, not wanted)[0]


def groups_table(compiled: Compiled, hit: Any) -> Hashtable:
    """Makes $Matches: numbers and names of the groups that took part."""
    data: dict[Any, tuple[Any, Any]] = {_ZERO: (0, hit.group())}
    keys = compiled.keys
    if keys is None:
        keys = compiled.keys = [_match_key(name, compiled.slots[name]) for name in compiled.names[1:]]
    if keys:
        caught = hit.groups()
        for slot, key, place in keys:
            value = caught[place - 1]
            if value is not None:
                data[slot] = (key, value)
    return table_of(data)


def _match_key(name: str, place: int) -> tuple[Any, Any, int]:
    """Gives a group's slot and key in $Matches, and its place in Python's match."""
    return ((int, int(name)), int(name), place) if name.isdigit() else (name.lower(), name, place)


_ZERO = (int, 0)


# ---- -replace ------------------------------------------------------------------------------------------------------


def replace(left: Any, right: Any, ignore_case: bool) -> Any:
    """Gives left -replace right: a pattern, or a pattern and what stands for its matches."""
    if type(right) is list and len(right) == 2 and type(left) is type(right[0]) is type(right[1]) is str:
        return regexes.replace(cached(right[0], int(ignore_case)) or regex_of(right[0], ignore_case), left, right[1])
    parts = enumerate_value(right)
    pattern, by = right, ""
    if parts is not None:
        given = list(parts)
        if len(given) > 2:
            message = f"The -replace operator allows only two elements to follow it, not {len(given)}."
            raise make_error(message, "BadReplaceArgument", "InvalidOperation", right)
        pattern = given[0] if given else ""
        by = given[1] if len(given) > 1 else ""
    compiled = regex_of(pattern, ignore_case)
    substitute = _substitute(compiled, by)
    items = enumerate_value(left)
    if items is None:
        return regexes.replace(compiled, to_string(left), substitute)
    return [regexes.replace(compiled, to_string(item), substitute) for item in items]


def _substitute(compiled: Compiled, by: Any) -> Any:
    by = unwrap(by)
    if isinstance(by, ScriptBlock):
        return block_evaluator(compiled, by)
    if type(by).__name__ == "Delegate":
        from perdure.interpreter.values.regex import Match

        return lambda hit: to_string(by.call(Match(compiled, hit, hit.string)))
    return to_string(by)


def block_evaluator(compiled: Compiled, block: ScriptBlock) -> Any:
    """Makes the function that runs a script block for each match, with the match as `$_` and first argument."""
    from perdure.interpreter.context import current
    from perdure.interpreter.values.regex import Match

    call = current().call_block

    def make(hit: Any) -> str:
        value = Match(compiled, hit, hit.string)
        return to_string(_as_one(call(block, [value], value)))

    return make


def _as_one(outputs: list[Any]) -> Any:
    return outputs[0] if len(outputs) == 1 else outputs if outputs else None


# ---- -split --------------------------------------------------------------------------------------------------------

_OPTIONS = {
    "simplematch": 1, "regexmatch": 2, "cultureinvariant": 4, "ignorepatternwhitespace": 8, "multiline": 16,
    "singleline": 32, "ignorecase": 64, "explicitcapture": 128,
}  # fmt: skip
_REGEX_OPTIONS = {8: regexes.IGNORE_SPACE, 16: regexes.MULTILINE, 32: regexes.SINGLELINE, 128: regexes.EXPLICIT}


def _texts(value: Any) -> list[str]:
    items = enumerate_value(value)
    return [to_string(value)] if items is None else [to_string(item) for item in items]


def split_unary(value: Any) -> Any:
    """Gives -split value: on white space, without empty ends."""
    compiled = compile_regex(r"\s+")
    out: list[str] = []
    for text in _texts(value):
        out.extend(regexes.split(compiled, text.strip()))
    return TypedArray("System.String", out)


def split(left: Any, right: Any, ignore_case: bool) -> Any:
    """Gives left -split right: delimiter, limit and options."""
    if type(left) is type(right) is str:
        plain = _plain_delimiter(right)
        if plain:
            return TypedArray("System.String", left.split(plain))
    given = list(enumerate_value(right) or [right])
    delimiter = unwrap(given[0]) if given else ""
    limit = to_int32(given[1]) if len(given) > 1 else 0
    options = _split_options(given[2:])
    if isinstance(delimiter, ScriptBlock):
        if options:
            raise _bad_options(
                "InvalidSplitOptionWithPredicate", "Options are not allowed on the -split operator with a predicate."
            )
        return TypedArray("System.String", _by_predicate(_texts(left), delimiter, limit))
    if options & 64:
        ignore_case = True
    return TypedArray("System.String", _by_pattern(_texts(left), to_string(delimiter), limit, options, ignore_case))


@lru_cache(maxsize=256)
def _plain_delimiter(pattern: str) -> str:
    """Gives the text that a pattern stands for where that is itself, in any case; else an empty one."""
    text = pattern[1:] if len(pattern) == 2 and pattern[0] == "\\" and not pattern[1].isalnum() else pattern
    known = text is not pattern or not any([c in "\\*+?|{[()^$." for c in pattern])
    return text if known and text.isascii() and text.lower() == text.upper() and text != "\\" else ""


def _split_options(given: list[Any]) -> int:
    if not given:
        return 0
    value = unwrap(given[0])
    number = getattr(value, "value", value)
    if type(number) is int:
        return number
    names = enumerate_value(value)
    words = [to_string(name) for name in names] if names is not None else to_string(value).split(",")
    total = 0
    for word in words:
        found = _OPTIONS.get(word.strip().lower())
        if found is None:
            from perdure.interpreter.convert import convert_to

            return int(convert_to(value, "System.Management.Automation.SplitOptions").value)
        total |= found
    return total


def _bad_options(error_id: str, message: str) -> ScriptError:
    return make_error(message, error_id, "ParserError", None, "System.Management.Automation.ParseException")


def _by_pattern(texts: Iterable[str], pattern: str, limit: int, options: int, ignore_case: bool) -> list[str]:
    if options & 1 and options & ~65:
        raise _bad_options(
            "InvalidSplitOptionCombination", "The combination of options with the -split operator is not valid."
        )
    if options & 48 == 48:
        raise _bad_options(
            "InvalidSplitOptionCombination", "The combination of options with the -split operator is not valid."
        )
    if options & 1:
        pattern = regexes.escape(pattern)
    flags = sum(flag for bit, flag in _REGEX_OPTIONS.items() if options & bit)
    if limit < 0:
        flags |= regexes.RIGHT_TO_LEFT
        limit = -limit
    try:
        compiled = compile_regex(pattern, ignore_case, flags)
    except BadPattern as bad:
        raise bad_regex(pattern, bad) from None
    out: list[str] = []
    for text in texts:
        out.extend(regexes.split(compiled, text, limit))
    return out


def _by_predicate(texts: Iterable[str], block: ScriptBlock, limit: int) -> list[str]:
    from perdure.interpreter.context import current

    call = current().call_block
    out: list[str] = []
    for text in texts:
        parts: list[str] = []
        backwards = limit < 0
        count = abs(limit)
        order = range(len(text) - 1, -1, -1) if backwards else range(len(text))
        edge = len(text) if backwards else 0
        for at in order:
            if count and len(parts) == count - 1:
                break
            if to_bool(_as_one(call(block, [text, at], text[at]))):
                if backwards:
                    parts.append(text[at + 1 : edge])
                    edge = at
                else:
                    parts.append(text[edge:at])
                    edge = at + 1
        parts.append(text[:edge] if backwards else text[edge:])
        out.extend(reversed(parts) if backwards else parts)
    return out


__all__ = ["PSObject", "like", "match", "match_only", "regex_of", "replace", "split", "split_unary"]
