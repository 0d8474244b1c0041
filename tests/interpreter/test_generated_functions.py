"""Generated functions mean what closures mean: every script here runs in both ways, and once changing over in the middle."""

import pytest

import perdure
from perdure.interpreter.generated.region import Region

SCRIPTS = {
    "overflow goes on as double": "$s = 2147483000; for ($i = 0; $i -lt 2000; $i++) { $s += $i }; $s; $s.GetType().Name",
    "product overflows": "foreach ($i in 1..300) { $p = $i * 99999999 }; $p; $p.GetType().Name; $p -= 5; $p",
    "negative remainder": "$o = for ($i = -300; $i -lt 300; $i++) { $i % 7; $i % -7 }; $o -join ','",
    "division": "$o = foreach ($i in 1..300) { $i / 4; 7 / $i }; ($o -join ' ').GetHashCode; $o[0..9] -join ' '",
    "division by zero": "$n = 0; foreach ($i in 1..300) { try { $n += 10 / ($i - 290) } catch { 'caught ' + $i } }; $n",
    "error is reported, next statement runs": "$n = 0; foreach ($i in 1..300) { $null.Foo(); $n++ }; $n; $Error.Count",
    "line of an error": "$x = 1\nforeach ($i in 1..300) {\n  $y = $i\n  if ($i -eq 290) {\n    [int] 'abc'\n  }\n}\n"
    "$Error[0].InvocationInfo.ScriptLineNumber; $Error[0].ScriptStackTrace",
    "error in a condition ends the loop": "$n = 0; while ($n -lt [int]$(if ($n -gt 280) { 'x' } else { 999 })) { $n++ }; $n",
    "undefined variable": "foreach ($i in 1..300) { $a = $nothere + $i }; $a; Set-StrictMode -Version 1\n"
    "$k = 0; foreach ($i in 1..300) { $k++; $b = $nothere + $i }; $k; $b; $Error[0].FullyQualifiedErrorId",
    "typed variable": "[int] $n = 0; foreach ($i in 1..300) { $n += 0.6 }; $n; foreach ($i in 1..3) { $n = 'x' }; $n",
    "typed parameter": "function f([int] $n) { for ($i = 0; $i -lt 300; $i++) { $n += 1.5 }; $n }; f 1; f '4'",
    "read-only variable": "New-Variable -Name r -Value 1 -Option ReadOnly; foreach ($i in 1..300) { $r = $i }; $r; $Error.Count",
    "outer variable is read, own is written": "$x = 10; function f { foreach ($i in 1..300) { $x = $x + 1 }; $x }; f; $x; "
    "function g { foreach ($i in 1..300) { $x += 1 }; $x }; g; $x",
    "function changes a variable": "$n = 0; function up { $script:n++ }; foreach ($i in 1..300) { $n = $n + 1; up }; $n",
    "dot-sourced block": "$n = 0; $b = { $n++ }; foreach ($i in 1..300) { . $b; $n += 2 }; $n",
    "block called by a method": "$n = 0; foreach ($i in 1..300) { $n++; (1, 2).ForEach({ $n++ }); $n++ }; $n",
    "script block that replaces": "$n = 0; foreach ($i in 1..300) { $n++; $t = 'abc' -replace 'b', { $n++; 'x' } }; $n; $t",
    "class method changes a variable": "class C { [int] $v; [string] ToString() { $script:n += 10; return 'c' } }\n"
    "$n = 0; $c = [C]::new(); foreach ($i in 1..300) { $n++; $t = \"<$c>\"; $n++ }; $n; $t",
    "foreach-object in the same scope": "$n = 0; foreach ($i in 1..300) { $n++; 1..2 | ForEach-Object { $n++ } }; $n",
    "reference": "$n = 0; $r = [ref] $n; foreach ($i in 1..300) { $n++; $r.Value += 2 }; $n; "
    "foreach ($i in 1..300) { $ok = [int]::TryParse(\"$i\", [ref] $n); $n++ }; $n",
    "break and continue": "$o = foreach ($i in 1..400) { if ($i % 2) { continue }; if ($i -gt 350) { break }; $i }; $o.Count; $i",
    "labels": ":a for ($i = 0; $i -lt 300; $i++) { for ($j = 0; $j -lt 9; $j++) { if ($j -eq 5) { continue a }; "
    "if ($i -eq 280) { break a }; $n++ } }; $n; $i; $j",
    "continue in for, while, do": "$n = 0; for ($i = 0; $i -lt 500; $i++) { if ($i % 3) { continue }; $n++ }; $n\n"
    "$i = 0; while ($i -lt 500) { $i++; if ($i % 3) { continue }; $n++ }; $n\n"
    "$i = 0; do { $i++; if ($i % 3) { continue }; $n++ } while ($i -lt 500); $n; do { $n-- } until ($n -le 3); $n",
    "break from a function": "function f { break }; $n = 0; foreach ($i in 1..300) { $n++; if ($i -eq 280) { f } }; $n",
    "switch in a loop": "$n = 0; foreach ($i in 1..300) { switch ($i % 3) { 0 { $n++ } 1 { $n += 2; break } default { continue } } }; $n",
    "return out of a loop": "function f { foreach ($i in 1..300) { if ($i * $i -gt 80000) { return $i } } 'no' }; f; "
    "function g($m) { $k = 0; while ($true) { $k++; if ($k -gt $m) { return } } }; g 300; 'end'",
    "return as a value": "function f { $x = foreach ($i in 1..300) { if ($i -eq 290) { return 'left' } $i }; 'after' }; (f)[-1]",
    "try in a loop": "$n = 0; foreach ($i in 1..300) { try { if ($i % 2) { throw \"odd $i\" }; $n++ } catch { $n += 2 } finally { $n++ } }; $n",
    "trap": "function f { trap { 'trapped'; continue }; foreach ($i in 1..300) { if ($i -eq 290) { throw 'x' } }; 'end' }; f",
    "error action stop": "$ErrorActionPreference = 'Stop'; try { foreach ($i in 1..300) { if ($i -gt 250) { [int] 'x' } } } catch { $i }",
    "arrays": "$a = @(0) * 300; for ($i = 0; $i -lt 300; $i++) { $a[$i] = $i * 2 }; $s = 0; for ($i = 299; $i -ge 0; $i--) "
    "{ $s += $a[$i] }; $s; $a[-1]; foreach ($i in 0..300) { $a[$i] += 1 }; $a[299]; $Error.Count",
    "typed arrays": "$a = [int[]]::new(300); for ($i = 0; $i -lt 300; $i++) { $a[$i] = $i; $a[$i] += 0.6 }; $a[7]; $a[298]; "
    "$b = [bool[]]::new(300); foreach ($i in 0..299) { $b[$i] = $i % 2 }; $b[5]; $b[6]; $a.GetType().Name",
    "array outside": "$a = 1, 2, 3; $n = 0; foreach ($i in 0..300) { if ($a[$i]) { $n++ } }; $n; $a[1.6]; $a['1']",
    "lists": "$l = [System.Collections.Generic.List[int]]::new(); foreach ($i in 1..300) { $l.Add($i); $l[$i - 1] = $i * 2 }; $l.Count; $l[9]",
    "hashtables": "$h = @{}; foreach ($i in 1..400) { $k = \"K$($i % 50)\"; if (-not $h.ContainsKey($k)) { $h[$k] = 0 }; $h[$k]++; "
    "$h[$i % 5] += 2 }; $h.Count; $h['k7']; $h[3]; $h.k8; $h['none']",
    "hashtable changed while it is walked": "$h = @{ a = 1; b = 2 }; foreach ($i in 1..300) { foreach ($k in @($h.Keys)) { $h[$k] += $i } }; $h.a; $h.b",
    "ordered": "$h = [ordered]@{}; foreach ($i in 1..300) { $h[\"k$i\"] = $i; $h['k1'] += 1 }; $h.Count; $h[0]; $h['k7']",
    "strings": "$s = ''; foreach ($i in 1..300) { $s += [char](65 + $i % 26) }; $s.Length; $s.Substring(0, 5); "
    "$t = foreach ($i in 1..300) { \"a$i-$($i * 2){x}'\"\"\" }; $t[7]; ('x' * 3) + 1",
    "double in a string": "foreach ($i in 1..300) { $t = \"$($i / 8) $($i * 1.5)\" }; $t",
    "comparison of strings": "$n = 0; foreach ($i in 1..300) { $k = if ($i % 2) { 'Ab' } else { 'aB' }; if ($k -eq 'AB') { $n++ }; "
    "if ($k -ceq 'Ab') { $n += 10 }; if ($k -ne 'x') { $n += 100 } }; $n",
    "mixed comparison": "$n = 0; foreach ($i in 1..300) { if (\"$i\" -eq $i) { $n++ }; if ($i -lt '50') { $n++ }; if ($i -eq 1.0) { $n += 500 } }; $n",
    "collections compared": "$a = 1..5; foreach ($i in 1..300) { $r = $a -gt 2 }; $r -join ','; if ($a -eq 3) { 'yes' }",
    "null compared": "$x = $null; $n = 0; foreach ($i in 1..300) { if ($x -eq $null) { $n++; $x = $i } elseif ($null -ne $x) { $x = $null } }; $n",
    "logic": "$n = 0; foreach ($i in 1..300) { if ($i -gt 5 -and $i -lt 250 -or $i -eq 299) { $n++ }; if (-not ($i % 3) -xor $true) { $n += 1000 } }; $n",
    "short cut": "$n = 0; function t { $script:n++; $true }; foreach ($i in 1..300) { if ($i -gt 290 -and (t)) { 'x' } }; $n",
    "objects": "$o = [pscustomobject]@{ Name = 'a'; N = 1 }; foreach ($i in 1..300) { $o.N += $i; $o.name = \"n$i\" }; $o.N; $o.Name",
    "script property": "$o = [pscustomobject]@{ N = 1 }; $o | Add-Member ScriptProperty P { $script:m++; 5 }; $m = 0; "
    "foreach ($i in 1..300) { $m++; $q = $o.P; $m++ }; $m; $q",
    "count of things": "$a = 1..7; $h = @{ x = 1 }; $n = 0; foreach ($i in 1..300) { $n += $a.Count + $h.Count + 'abc'.Length + $a.Length }; $n",
    "count is a key": "$h = @{ count = 40 }; $n = 0; foreach ($i in 1..300) { $n += $h.Count }; $n",
    "success variable": "foreach ($i in 1..300) { $x = $i; $a = $?; [int] 'q'; $b = $? }; $a; $b",
    "output order": "$o = & { foreach ($i in 1..300) { $i; if ($i % 100 -eq 0) { Write-Output \"h$i\" } } } | Select-Object -Last 4; $o -join ' '",
    "first of many": "& { $i = 0; while ($true) { $i++; $i } } | Select-Object -First 3",
    "variable seen downstream": "$n = 0; . { foreach ($i in 1..300) { $n++; $i } } | ForEach-Object { $n += 2 }; $n",
    "nested loops": "$s = 0; for ($i = 0; $i -lt 60; $i++) { for ($j = 0; $j -lt 60; $j++) { foreach ($k in 1..2) { $s += $i * $j + $k } } }; $s",
    "steps": "$i = 5; $h = @{ a = 1 }; $a = 1, 2; foreach ($q in 1..300) { $i++; --$i; $i--; $h.a++; $a[1]--; $b = $i++ + ++$i }; $i; $h.a; $a[1]; $b",
    "step of null and text": "foreach ($q in 1..3) { $z++; $z }; $t = 'x'; foreach ($q in 1..2) { $t++ }; $t; $Error.Count",
    "assignment as a value": "foreach ($i in 1..300) { $a = $b = $i; if (($c = $i * 2) -gt 500) { $d = $c } }; $a; $b; $c; $d",
    "several targets": "foreach ($i in 1..300) { $a, $b = $i, ($i + 1); $a, $b = $b, $a }; $a; $b",
    "casts": "$n = 0; foreach ($i in 1..300) { $n += [int]($i / 2) + [int] \"$i\" + [double] $i; $s = [string] $i; $q = [bool] $i }; $n; $s; $q",
    "bits": "$n = 0; foreach ($i in -150..150) { $n += ($i -band 7) + ($i -bor 8) - ($i -bxor 3) + ($i -shr 1) }; $n",
    "unary": "$n = 0; foreach ($i in 1..300) { $n += -$i + - -$i; if (!$i) { 1 }; $m = -($i - 300) }; $n; $m",
    "ternary": "$n = 0; foreach ($i in 1..300) { $n += $i -gt 100 ? $i : -1; $t = $i -gt 5 ? 'a' : 3 }; $n; $t",
    "nothing": "function no {}; $x = no; foreach ($i in 1..300) { $y = $x; $z = @($y).Count; $a = 1, $y }; $z; $a.Count",
    "using of automatic variables": "$r = 1..3 | ForEach-Object { $s = 0; foreach ($i in 1..300) { $s += $_ }; $s }; $r -join ','",
    "arguments": "function f { $s = 0; for ($i = 0; $i -lt $args.Count; $i++) { $s += $args[$i] }; $s }; foreach ($i in 1..40) { $t = f 1 2 $i }; $t",
    "matches": "$n = 0; foreach ($i in 1..300) { if (\"a$i\" -match 'a(\\d+)') { $n += [int] $Matches[1] } }; $n",
    "recursion": "function fib($n) { if ($n -lt 2) { return $n }; (fib ($n - 1)) + (fib ($n - 2)) }; fib 14",
    "pipeline function": "function even { param([Parameter(ValueFromPipeline)] [int] $n) process { if ($n % 2 -eq 0) { $n * 2 } } }; "
    "(1..300 | even | Measure-Object -Sum).Sum",
    "methods": "class P { [int] $v = 0; [int] Add([int] $n) { for ($i = 0; $i -lt 3; $i++) { $this.v += $n }; return $this.v } }; "
    "$p = [P]::new(); foreach ($i in 1..100) { $null = $p.Add($i) }; $p.v",
    "module makes a name its own": "$m = New-Module { $lim = 3; function get-lim { $lim }; Export-ModuleMember -Function get-lim -Variable lim }; "
    "foreach ($i in 1..300) { if ($i -eq 280) { $m | Import-Module }; $lim = $i }; get-lim",
    "enumeration of a changed list": "$l = [System.Collections.ArrayList]@(1, 2, 3); foreach ($x in $l) { $null = $l.Add($x) }; $Error.Count; $l.Count",
    "exit in a loop": "foreach ($i in 1..300) { if ($i -eq 280) { exit 3 } }",
    "deep conditions": "$n = 0; foreach ($i in 1..300) { " + "if ($i) { " * 30 + "$n++" + " }" * 30 + " }; $n",
    "deep loops": "$n = 0; " + "foreach ($i in 1, 2) { " * 9 + "$n++" + " }" * 9 + "; $n",
    "long sum": "$n = 0; foreach ($i in 1..300) { $n = " + " + ".join(["$i"] * 400) + " }; $n",
    "odd names": "${a b} = 1; ${ü} = 2; $class = 3; foreach ($i in 1..300) { ${a b} += ${ü}; $class++; ${ü} += $class }; ${a b}; ${ü}; $class",
    "try nested, leaving": "function f { foreach ($i in 1..300) { try { try { if ($i -eq 280) { return \"r$i\" }; if ($i % 3) { continue }; "
    "$n++ } finally { $m++ } } finally { $k++; if ($i -eq 5) { 'five' } } } }; f; $o = & { $n = 0; foreach ($i in 1..300) "
    "{ try { $n++; if ($i -gt 250) { break } } catch { 'no' } finally { $n += 100 } }; $n }; $o",
    "try: errors inside, rethrown, in finally": "$n = 0; foreach ($i in 1..300) { try { try { [int] \"x$i\" } catch [System.FormatException] { 'f' } "
    "finally { $n++ } } catch { $n += 10; $last = $_ } }; $n; $last.FullyQualifiedErrorId; $last.InvocationInfo.OffsetInLine; "
    "try { foreach ($i in 1..300) { try { $n++ } finally { if ($i -eq 290) { throw 'late' } } } } catch { \"$_ $i\" }",
    "break through try to a label": ":a foreach ($i in 1..30) { foreach ($j in 1..30) { try { if ($j -eq 7) { continue a }; if ($i -eq 25) { break a } } "
    "finally { $n++ } } }; $i; $j; $n",
    "catch changes variables": "$n = 0; foreach ($i in 1..300) { try { $n++; throw 'x' } catch { $n += 5; $m = \"$_\" } }; $n; $m",
    "error action inside try": "$n = 0; foreach ($i in 1..300) { try { Write-Error 'e' -ErrorAction Stop } catch { $n++ } }; $n",
    "switch on text": "$n = @{}; foreach ($w in ('a', 'B', 'c', 'b', 'x') * 80) { switch ($w) { 'A' { $n.a++ } 'b' { $n.b++; break } 'c' { $n.c++; continue } default { $n.d++ } } }; "
    "'a', 'b', 'c', 'd' | ForEach-Object { $n[$_] }",
    "switch is case-sensitive": "$n = 0; foreach ($w in ('a', 'A') * 150) { switch -CaseSensitive ($w) { 'a' { $n++ } 'A' { $n += 100 } } }; $n",
    "switch over others": "$n = 0; foreach ($x in (1, '1', 1.0, $null, 'z') * 80) { switch ($x) { 1 { $n++ } 2 { $n += 100 } default { $n += 1000 } } }; $n; "
    "foreach ($q in 1..300) { switch (1, 2, 3) { 1 { $n++ } 3 { $n += 2 } } }; $n",
    "switch leaves with return": "function f($m) { foreach ($i in 1..$m) { switch ($i) { 290 { return 'two-ninety' } 295 { break } } } 'end' }; f 300; f 200; f 300",
    "switch with a label": ":s foreach ($i in 1..300) { switch ($i % 4) { 1 { continue s } 2 { $n++ } 3 { if ($i -gt 280) { break s } } }; $m++ }; $n; $m; $i",
    "if as a value": "foreach ($i in 1..300) { $x = if ($i % 2) { 'odd' } elseif ($i % 4) { $i, 2 } else { }; $y = if ($i -gt 299) { [int] 'e' } else { 1 } }; "
    "\"<$x>\"; @($x).Count; $y; $Error.Count; $z = foreach ($i in 1..300) { $q = if ($i -eq 2) { @(1) } else { $null }; \"$q\" }; $z.Count",
    "methods of texts": "$o = foreach ($i in 1..300) { \"item-$i\".ToUpper().Substring(2).Replace('EM', 'xx').PadLeft(9, '*') }; $o[9]; $o[299]; "
    "$n = 0; foreach ($i in 1..300) { if (\"a,b,$i\".Split(',').Length -eq 3 -and 'x'.Contains('X') -eq $false) { $n += \"$i\".IndexOf('9') } }; $n",
    "methods of texts that fail": "$n = 0; foreach ($i in 1..300) { try { $t = 'abc'.Substring($i - 298) } catch { $n++; $e = $_ } }; $n; $t; $e.Exception.Message; $e.FullyQualifiedErrorId",
    "math": "$s = 0; foreach ($i in 1..300) { $s += [math]::Sqrt($i) + [Math]::Max($i, 5) + [math]::Abs(-$i) + [math]::Floor($i / 7) + [math]::Pow(2, 3) }; "
    "[math]::Round($s, 6); foreach ($i in 1..300) { $r = [math]::Round($i / 8, 1) }; $r; foreach ($i in -1..300) { $q = [math]::Sqrt(-$i) }; $q",
    "methods of lists": "$l = [System.Collections.Generic.List[string]]::new(); $a = [System.Collections.ArrayList]::new(); foreach ($i in 1..300) "
    "{ $l.Add(\"n$i\"); [void] $a.Add($i); $null = $a.Add($i * 2); if ($i -gt 298) { $l.Add($i); $l.RemoveAt(0) } }; $l.Count; $l[-1]; $a.Count; $l.Contains('n7')",
    "lists of different types": "$s = 0; foreach ($q in 1..80) { foreach ($l in [System.Collections.Generic.List[int]]::new(), [System.Collections.Generic.List[object]]::new()) "
    "{ $l.Add(5); $l.Add('7'); $s += $l[1].GetType().Name.Length } }; $s",
    "builder": "$sb = [System.Text.StringBuilder]::new(); for ($i = 0; $i -lt 300; $i++) { [void] $sb.Append($i).Append(','); $null = $sb.AppendLine('x') }; $sb.Length",
    "objects are made": "$o = foreach ($i in 1..300) { [pscustomobject]@{ Id = $i; Even = $i % 2 -eq 0; Nothing = $(if ($false) { 1 }) } }; $o.Count; $o[7].Even; "
    "$null -eq $o[3].Nothing; ($o[5].psobject.Properties.Name) -join ','; $h = foreach ($i in 1..300) { @{ A = $i; 'b c' = \"x$i\" } }; $h[9].a; $h[9]['B C']; "
    "$q = foreach ($i in 1..300) { [ordered]@{ z = 1; y = $i } }; ($q[4].Keys) -join ','; foreach ($i in 1..300) { $d = @{ a = 1; \"$('A')\" = 2 } }; $Error.Count",
    "fields": "class P { [int] $X; [string] $S = 's'; [object] $O; hidden [double] $D = 1 }; $p = [P]::new(); foreach ($i in 1..300) { $p.X += $i; $p.x++; $p.D *= 1.01; "
    "$p.S = \"n$i\"; $p.O = $i, 2; $n += $p.X }; $p.X; $p.S; $n; [math]::Round($p.D, 5); foreach ($i in 1..3) { $p.X = 'no' }; $p.X = '12'; $p.X; $Error.Count",
    "fields with a type's data": "class P { [int] $X = 1 }; $p = [P]::new(); foreach ($i in 1..300) { if ($i -eq 280) { Update-TypeData -TypeName P -MemberName X -MemberType ScriptProperty "
    "-Value { 50 } -Force }; $n += $p.X }; $n",
    "members added to one object": "$l = [System.Collections.ArrayList]::new(); foreach ($i in 1..300) { if ($i -eq 280) { $l = $l | Add-Member ScriptMethod Add { $script:calls++ } -PassThru -Force }; "
    "$null = $l.Add($i) }; $calls",
    "bool and text casts": "$n = 0; foreach ($i in 1..300) { $n += [int] 2.5 + [int] '3' + [long] $i; $t = [string] ($i / 2); [void] ($m = $i); $b = [bool] 'x' }; $n; $t; $m; $b; $n.GetType().Name",
    "double steps": "$n = 0.5; foreach ($i in 1..300) { $n++; $n += 0.25; $n-- }; $n",
    "assignment to null": "$n = 0; function f { $script:n++; 5 }; foreach ($i in 1..300) { $null = f; $null = $i + 1; $null = 1, 2 }; $n",
    "formats": "$o = foreach ($i in -3..300) { '{0:d3}|{1}|{0,6}|{1,-5}|{{x}}' -f $i, \"t$i\" }; $o[0]; $o[5]; $o[200]; $o = foreach ($i in 1..300) "
    "{ '{0:n2} {1:f1} {2}' -f ($i / 7), (1.5 * $i), $i }; $o[7]; $q = foreach ($i in 1..300) { '{0:x}' -f $i; '<{0}>' -f ($i, 2) }; $q[300]; $q[301]; "
    "foreach ($i in 1..3) { $r = '{5}' -f $i }; $Error.Count",
    "texts as numbers": "$n = 0; foreach ($t in ('5', '07', '-3', '', '2147483647', ' 4', '0x10', '1e2') * 40) { $n += [int] $t }; $n; foreach ($i in 1..3) { $z = [int] 'q' }; $Error.Count",
    "entries as properties": "$h = @{ Count = 2; b = 0 }; foreach ($i in 1..300) { $h.B += $i; $h.c = $i; $h.Count += 1; $h.b++ }; $h.b; $h.c; $h.Count; ($h.Keys | Sort-Object) -join ','; "
    "$o = [ordered]@{ x = 1 }; foreach ($i in 1..300) { $o.X += 1; $s = $o.x }; $s; $null -eq $h.nothing; $d = [System.Collections.Generic.Dictionary[string, int]]::new(); "
    "$d['k'] = 1; foreach ($i in 1..300) { $d.k += 1; $d['k'] += 1 }; $d.k; $m = @{ v = { 5 } }; foreach ($i in 1..300) { $q = & $m.v }; $q",
    "matches by name": "$n = 0; foreach ($i in 1..300) { if (\"d$i-x\" -match '(?<num>\\d+)-(?<w>\\w)') { $n += [int] $Matches.num; $w = $Matches.w; $a = $Matches[0] } }; $n; $w; $a; "
    "foreach ($i in 1..300) { $null = 'zz' -match 'q'; $k = $Matches.num }; $k",
}  # fmt: skip


def shown(script: str, mode: str, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    monkeypatch.setenv("PERDURE_GENERATED", mode)
    result = perdure.run(script, timeout_s=20)
    assert not result.parse_errors, result.parse_errors
    errors = [f"{e.fully_qualified_error_id}: {e.message}" for e in result.errors]
    ended = None if result.error is None else f"{result.error.fully_qualified_error_id}: {result.error.message}"
    return [perdure.out_string(result.output), errors, ended, result.exit_code]


@pytest.mark.parametrize("name", SCRIPTS)
def test_both_ways_show_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    closures = shown(SCRIPTS[name], "never", monkeypatch)
    assert shown(SCRIPTS[name], "always", monkeypatch) == closures
    assert shown(SCRIPTS[name], "hot", monkeypatch) == closures


@pytest.mark.parametrize("name", ["nested loops", "hashtables", "recursion", "typed arrays"])
def test_functions_are_generated(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    finish = Region.finish

    def spy(region: Region, arguments: str) -> object:
        made.append(finish(region, arguments))
        return made[-1]

    monkeypatch.setattr(Region, "finish", spy)
    shown(SCRIPTS[name], "hot", monkeypatch)
    assert made and all(made)
