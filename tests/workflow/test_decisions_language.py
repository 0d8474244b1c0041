"""The decisions of the specification's section 14 that are about the language; each id names its decision.

What was reversed to see each of them fail stands in decisions.md.
"""

from typing import Any

import pytest

import perdure

# id -> (script, output). A script's non-terminating errors stand behind its output as "!" and the message.
CASES: dict[str, tuple[str, list[Any]]] = {
    "SD-1 methods and subexpressions": (
        "workflow W { $s = 'abc'; $s.ToUpper(); \"$($s.Length)\"; if ($s.StartsWith('a')) { 'yes' } }; W",
        ["ABC", "3", "yes"],
    ),
    "SD-1 break and labels": (
        "workflow W { :outer foreach ($i in 1..3) { foreach ($j in 1..3) { if ($j -eq 2) { continue outer }; \"$i$j\" };"
        " 'no' }; foreach ($i in 1..3) { if ($i -eq 2) { break }; $i } }; W",
        ["11", "21", "31", 1],
    ),
    "SD-1 switch": (
        "workflow W { switch -Wildcard ('ab') { 'a*' { 'star' } { $_ -like '*b' } { 'block' } default { 'no' } } }; W",
        ["star", "block"],
    ),
    "SD-1 assignments": (
        "workflow W { $a, $b = 1, 2; $t = @{}; $t.x = $a; $t['y'] = $b; $l = 1, 2; $l[0] = 9; \"$($t.x)$($t.y)$l\" }; W",
        ["129 2"],
    ),
    "SD-1 calls and redirections": (
        "workflow W { & 'Get-Date' | Out-Null; $b = { param($x) $x * 2 }; & $b 4; Write-Warning 'w' 3>$null;"
        " trap { 'trapped'; continue }; throw 'x' }; W",
        [8, "trapped"],
    ),
    "SD-1 recursion and defaults": (
        "workflow Get-Factorial { param([int]$n, $one = (3 - 2)) if ($n -le 1) { $one } else"
        " { $below = Get-Factorial ($n - 1); $n * $below } }; Get-Factorial 5",
        [120],
    ),
    "SD-2 return in an iteration": (
        "workflow W { foreach -parallel ($i in 1..3) { if ($i -eq 2) { return }; \"i$i\" }; 'after' }; W | Sort-Object",
        ["after", "i1", "i3"],
    ),
    "SD-2 exit in a branch": (
        "workflow W { parallel { sequence { 'a'; exit 3; 'no' } 'b' }; 'z' }; W | Sort-Object",
        ["a", "b", "z"],
    ),
    "SD-3 an inner assignment stays inside": (
        "workflow W { param($p = 1) $x = 'out'; sequence { $x = 'in'; $p = 2; $x }; $x; $p; parallel { $x = 'b' }; $x;"
        " sequence { $workflow:x = 'set' }; $x }; W",
        ["in", "out", 2, "out", "set"],
    ),
    "SD-4 a block replaces the old content": (
        "workflow W { $x = 'old'; $x = parallel { 'new' }; $x; $x = sequence { 'newer' }; $x }; W",
        ["new", "newer"],
    ),
    "SD-5 an error in a compound assignment": (
        "workflow W { $n = 5; $z = 0; try { $n += 1 / $z; 'no' } catch { \"caught $n\" } }; W",
        ["caught 5"],
    ),
    "SD-8 what a catch holds": (
        "workflow W { try { throw 'bad' } catch { $_.GetType().Name; $_.Message; $_.Exception.Message } }; W",
        ["ErrorRecord", "bad", "bad"],
    ),
    "SD-9 types of exceptions": (
        "workflow W { try { InlineScript { throw [System.IO.FileNotFoundException]::new('f') } } catch"
        " [System.IO.FileNotFoundException] { 'typed' }\n try { Get-Item nosuch -ErrorAction Stop } catch"
        " [System.Management.Automation.ItemNotFoundException] { $_.Exception.GetType().Name } }; W",
        ["typed", "ItemNotFoundException"],
    ),
    "SD-10 throw passes all parallel blocks": (
        "workflow W { try { parallel { foreach -parallel ($i in 1..2) { if ($i -eq 2) { throw 'out' } }"
        " sequence { Start-Sleep -Seconds 30; 'sibling' } }; 'no' } catch { \"caught $_\" } }; W",
        ["caught out"],
    ),
    "SD-14 a pipeline streams": (
        "workflow W { 1..2 | ForEach-Object { Write-Output \"A$_\"; $_ } | ForEach-Object { \"B$_\" }; "
        "(@() | Measure-Object).Count; @() | Measure-Object | ForEach-Object { \"count $($_.Count)\" } }; W",
        ["BA1", "B1", "BA2", "B2", 0, "count 0"],
    ),
    "SD-14 order of stages": (
        "workflow W { $seen = [System.Collections.ArrayList]::new(); 1..2 | ForEach-Object { $null = $seen.Add(\"A$_\"); $_ }"
        " | ForEach-Object { $null = $seen.Add(\"B$_\") }; $seen -join ' ' }; W",
        ["A1 B1 A2 B2"],
    ),
    "SD-15 no output is $null": (
        "workflow W { $x = 'old'; $x = Get-ChildItem nosuch* ; $null -eq $x; $y = Write-Output @(); $null -eq $y }; W",
        [True, True],
    ),
    "SD-16 += of a command appends": (
        "workflow W { $r = 1; $r += Write-Output 2; \"$r\"; $n = 1; $n += (Write-Output 2); $n; $n += 2; $n;"
        " $s = 1; $s += InlineScript { 5; 6 }; \"$s\" }; W",
        ["1 2", 3, 5, "1 5 6"],
    ),
    "SD-17 the loop variable is gone": (
        "workflow W { foreach ($i in 1..3) { }; \"[$i]\"; $k = 'mine'; foreach ($k in 1..3) { }; $k }; W",
        ["[]", "mine"],
    ),
    "SD-22 writes in blocks stay there": (
        "workflow W { $n = 0; 1..3 | ForEach-Object { $n++ }; $n; 1..3 | Where-Object { $n = 9; $true } | Out-Null; $n }; W",
        [0, 0],
    ),
    "SD-22 -ErrorVariable collects instead": (
        "workflow W { Write-Error 'bad' -ErrorVariable e; \"got $e\"; Write-Warning 'w' -WarningVariable w; \"got $w\" }; W",
        ["got bad", "got w"],
    ),
    "SD-24 += in an inner scope": (
        "workflow W { $x = 1; sequence { $x += 5; $x++; $x; $workflow:x; $workflow:x = 3; $x }; $x }; W",
        [7, 1, 7, 3],
    ),
    "SD-24 $Matches": ("workflow W { if ('abc' -match 'b(.)') { $Matches[1] }; $m = $Matches[0]; $m }; W", ["c", "bc"]),
    "SD-25 all workflows are known": (
        "workflow W { Late }; W; workflow Late { 'first' }; W; workflow Late { 'second' }; W",
        ["second", "first", "second"],
    ),
    "SD-26 an error in InlineScript": (
        "workflow W { try { InlineScript { 1 / 0; 'goes on' } } catch { 'no' }; InlineScript { \"[$using:nothing]\" };"
        " try { InlineScript { throw 'out'; 'no' } } catch { \"caught $_\" } }; W",
        ["goes on", "[]", "caught out", "!Attempted to divide by zero."],
    ),
    "SD-28 break ends the branch only": (
        "workflow W { foreach ($i in 1..3) { parallel { sequence { if ($i -eq 2) { break }; \"x$i\" } } \"y$i\" };"
        " foreach -parallel ($k in 1..2) { if ($k -eq 1) { continue }; \"k$k\" } }; W",
        ["x1", "y1", "y2", "x3", "y3", "k2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_decision(name: str) -> None:
    script, expected = CASES[name]
    result = perdure.run(script, timeout_s=20)
    assert result.error is None
    assert [*result.output, *("!" + e.message for e in result.errors)] == expected
