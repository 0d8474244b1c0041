"""Deep recursion and deep text end in PowerShell's own errors, whatever way the recursion goes."""

import pytest

import perdure

LIMIT_S = 60
pytestmark = pytest.mark.slow

WAYS = {
    "function": "function f { f }; f",
    "block": "$b = { & $b }; & $b",
    "method": "class C { [int] M([int]$n) { return $this.M($n + 1) } }; [C]::new().M(0)",
    "constructor": "class C { C() { [C]::new() } }; [C]::new()",
    "class ToString": 'class C { [string] ToString() { return "$this" } }; "$([C]::new())"',
    "script method": '$o = [pscustomobject]@{}; $o | Add-Member ScriptMethod ToString { "$this" } -Force; "$o"',
    "IComparable": "class C : System.IComparable { [int] CompareTo([object]$o) { return $this.CompareTo($o) } }; [C]::new() -gt [C]::new()",
    "-replace": "function f($s) { $s -replace 'a', { f 'a' } }; f a",
    "ForEach-Object": "$b = { 1 | ForEach-Object $b }; & $b",
    "pipeline": "function f { process { $_ | f } }; 1 | f",
    "Invoke-Expression": "$s = 'iex $s'; iex $s",
    "Invoke": "$b = { $b.Invoke() }; & $b",
    "delegate": "[Func[int,int]]$f = { $f.Invoke(1) }; $f.Invoke(1)",
    "regex evaluator": "$b = { param($m) [regex]::Replace('a', 'a', $b) }; & $b",
    "default value": "function f($x = (f)) { $x }; f",
    "ValidateScript": "function f { param([ValidateScript({ f $_ })]$x) 1 }; f 1",
}  # fmt: skip


@pytest.mark.parametrize("script", WAYS.values(), ids=WAYS.keys())
def test_unbounded_recursion_is_a_call_depth_overflow(script: str) -> None:
    """Nothing wraps it on its way up, so its text does not grow with each level."""
    text = f"try {{ {script} }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }}; 'next'"
    result = perdure.run(text, timeout_s=LIMIT_S)
    assert result.output == ["CallDepthOverflow", "The script failed due to call depth overflow.", "next"]


def test_2500_nested_calls_work() -> None:
    script = "function f($n) { if ($n -eq 0) { return 0 }; 1 + (f ($n - 1)) }; f 2500"
    assert perdure.run(script, timeout_s=LIMIT_S).output == [2500]


@pytest.mark.parametrize(
    "script",
    [
        "'a' * 1gb", ",1 * 2000000000", "1..2000000000", "[int[]]::new(2000000000)", "'a'.PadLeft(2000000000)",
        "[string]::new([char]'a', 2000000000)", "[object[,]]::new(100000, 100000)",
    ],
)  # fmt: skip
def test_what_is_too_large_is_out_of_memory(script: str) -> None:
    """Refused before it is tried, on every machine: .NET's own limits are passed or half the memory is."""
    text = f"try {{ $x = {script} }} catch {{ $e = $_.Exception; ($e.InnerException ?? $e).GetType().Name }}"
    assert perdure.run(text, timeout_s=LIMIT_S).output == ["OutOfMemoryException"]


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ("$h = @{}; $h.a = $h; ($h | Out-String) -match 'a'", [True]),
        ("$o = [pscustomobject]@{ a = 1 }; $o.a = $o; ($o | Format-List | Out-String) -match 'a'", [True]),
        ("$h = @{}; $h.a = $h; ($h | ConvertTo-Json -Depth 100 -WarningAction Ignore).Length -gt 1000", [True]),
        ("$l = [System.Collections.ArrayList]@(); $null = $l.Add($l); $l -contains 3", [False]),
        ("$s = '(' * 20000 + '1' + ')' * 20000; Invoke-Expression $s", [1]),
        ("$s = '1+' * 20000 + '1'; Invoke-Expression $s", [20001]),
        ("$s = '@(' * 5000 + '1' + ')' * 5000; Invoke-Expression $s", [1]),
    ],
)
def test_cycles_and_deep_text(script: str, shown: list[object]) -> None:
    assert perdure.run(script, timeout_s=LIMIT_S).output == shown
