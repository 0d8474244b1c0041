"""Classes of characters and the small patterns that the lexer is made of.

Knows no state. The facts are the tokenizer's of PowerShell 7: which quotes, dashes and blanks there are, what ends a word.
"""

import re
from collections.abc import Callable

DASH = "-\u2013\u2014\u2015"
SINGLE = "'\u2018\u2019\u201a\u201b"
DOUBLE = '"\u201c\u201d\u201e'
BLANKS = " \t\f\v\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
STOP = rf"\x00{BLANKS}\r\n&(),;{{|}}"  # what ends any word

Matcher = Callable[..., "re.Match[str]"]  # of a pattern that matches anywhere, if only nothing

DASHES = frozenset(DASH)
SINGLES = frozenset(SINGLE)
DOUBLES = frozenset(DOUBLE)

blank: Matcher = re.compile(rf"(?:[{BLANKS}]+|`(?:\r\n|\r|\n)|`[{BLANKS}]+|#[^\r\n]*|<#(?:[^#]|#(?!>))*#>)*").match  # type: ignore[assignment]
separators: Matcher = re.compile(
    rf"(?:[{BLANKS}\r\n;]+|`(?:\r\n|\r|\n)|`[{BLANKS}]+|#[^\r\n]*|<#(?:[^#]|#(?!>))*#>)*"
).match  # type: ignore[assignment]
newlines: Matcher = re.compile(
    rf"(?:[{BLANKS}\r\n]+|`(?:\r\n|\r|\n)|`[{BLANKS}]+|#[^\r\n]*|<#(?:[^#]|#(?!>))*#>)*"
).match  # type: ignore[assignment]

identifier = re.compile(r"[^\W\d]\w*").match
word_characters = re.compile(r"\w+").match
variable = re.compile(r"\$(?:\{(?:[^}`]|`.)*\}|[$?^]|(?:[\w?]|:(?!:))+|::(?:[\w?]|:(?!:))+)", re.S).match
splat = re.compile(r"@(?:[$?^]|(?:[\w?]|:(?!:))+)").match
number = re.compile(
    r"(0[xX][0-9a-fA-F]*|0[bB][01]*|(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE]["
    + DASH
    + r"+]?[0-9]+)?)([uU][lLsSyY]?|[lLsSyYdDnN])?([kKmMgGtTpP][bB])?"
).match
after_number = re.compile(rf"[{STOP}!#%*+./<=>\]{DASH[1:]}-]|\Z").match
after_number_or_ternary = re.compile(rf"[{STOP}!#%*+./<=>\]?:{DASH[1:]}-]|\Z").match
word_end = re.compile(rf"[{STOP}]|\Z").match

single_quoted = re.compile(rf"[{SINGLE}]((?:[^{SINGLE}]|[{SINGLE}][{SINGLE}])*)[{SINGLE}]").match
plain_double = re.compile(rf"[{DOUBLE}]([^{DOUBLE}`$]*)[{DOUBLE}](?![{DOUBLE}])").match
plain_word = re.compile(rf"[^{STOP}`${SINGLE}{DOUBLE}]+").match
parameter = re.compile(
    rf"[{DASH}]([A-Za-z_?\u00aa-\u1fff][^{BLANKS}\r\n\x00{{}}();,|&.\[:{SINGLE}{DOUBLE}]*)(:)?"
).match
dash_word = re.compile(rf"[{DASH}]([A-Za-z]+)").match
label = re.compile(rf":([^\W\d]\w*)(?=[{STOP}]|\Z)").match
member = re.compile(r"(?:\?\.|\.|::)\w+").match
here_header = re.compile(rf"@[{SINGLE}{DOUBLE}][{BLANKS}]*(?:\r\n|\r|\n)").match
here_single_end = re.compile(rf"(?:\r\n|\r|\n)[{SINGLE}]@").search
key = re.compile(r"[^\W\d]\w*(?:-\w+)*").match
function_name = re.compile(rf"(?:[^{STOP}{SINGLE}{DOUBLE}`$]|`.)+").match
foreach_head = re.compile(r"\(\s*(?:\s|#[^\r\n]*)*\$[^\s)]+\s+in\b", re.I).match
type_name = re.compile(r"[\w.`+#\\]+").match

ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
UNICODE_ESCAPE = re.compile(r"u\{([0-9a-fA-F]{1,6})\}").match
