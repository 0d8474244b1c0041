"""Where errors point: at what a statement evaluates, before and after a loop has become a generated function."""

import pytest

import perdure

SEQUENCE_POINTS = {  # the statement, and the part that its error points at
    "if ('a'.Foo()) { 1 }": "'a'.Foo()",
    "if (0) { 1 } elseif ('b'.Foo()) { 2 }": "'b'.Foo()",
    "while ('a'.Foo()) { 1 }": "'a'.Foo()",
    "do { $null = 1 } until ('a'.Foo())": "'a'.Foo()",
    "for ($i = 0; $i.Foo(); $i++) { 1 }": "$i.Foo()",
    "foreach ($x in 'a'.Foo()) { 1 }": "'a'.Foo()",
    "switch ('a'.Foo()) { 1 { 2 } }": "'a'.Foo()",
    "throw 'a'.Foo()": "'a'.Foo()",
    "$y = 'a'.Foo()": "$y = 'a'.Foo()",
    "$y = if (1) { 'a'.Foo() }": "'a'.Foo()",
    "Write-Output ('a'.Foo())": "Write-Output ('a'.Foo())",
    "\"x $('a'.Foo()) y\"": "'a'.Foo()",
    "throw 'x'": "throw 'x'",
}
ROUNDS = 200  # enough for the loop around to become a generated function


@pytest.mark.parametrize("statement", SEQUENCE_POINTS)
def test_an_error_points_at_what_was_evaluated(statement: str) -> None:
    """The place under the line is the innermost pipeline, but for assignments and parentheses."""
    text = f"foreach ($round in 1..{ROUNDS}) {{ try {{ {statement} }} catch {{ $e = $_; $first ??= $_ }} }}\n$first, $e"
    result = perdure.run(text + " | ForEach-Object { $_.InvocationInfo.OffsetInLine }", timeout_s=30)
    at = text.index("try { ") + 7 + statement.index(SEQUENCE_POINTS[statement])
    assert (result.error, result.output) == (None, [at, at])
