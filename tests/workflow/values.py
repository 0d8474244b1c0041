"""Values as scripts build them, and the script function that writes a graph of values down: types, texts, references.

Serves test_saved_values.py. LEAVES and HOLDERS are expressions; LIVE are things of the world that no checkpoint can hold.
"""

SHOW = r"""
enum Colour { Red; Green }
class Base { [int]$Number = 3; [object]$Link; [string] ToString() { return "Base$($this.Number)" } }
class Derived : Base { [string]$Name = 'd'; hidden [int]$Secret = 5; Derived() { $this.Number = 4 } }
function Show($root) {
    $seen = [System.Collections.Generic.List[object]]::new()
    $lines = [System.Collections.Generic.List[string]]::new()
    $stack = [System.Collections.Generic.Stack[object]]::new()
    $stack.Push(@('', $root))
    while ($stack.Count -and $lines.Count -lt 400) {
        $path, $v = $stack.Pop()
        if ($null -eq $v) { $lines.Add("$path null"); continue }
        $plain = $v -is [ValueType] -or $v -is [string] -or $v -is [type] -or $v -is [version] -or $v -is [semver]
        $at = -1
        if (-not $plain) {
            for ($i = 0; $i -lt $seen.Count; $i++) { if ([object]::ReferenceEquals($seen[$i], $v)) { $at = $i; break } }
        }
        if ($at -ge 0) { $lines.Add("$path -> $at"); continue }
        if (-not $plain) { $seen.Add($v) }
        $names = $v.PSObject.TypeNames -join ','
        if ($v -is [System.Collections.IDictionary]) {
            $lines.Add("$path {$names} $($v.Count)")
            $n = 0
            foreach ($k in @($v.Keys)) { $stack.Push(@("$path/k$n", $k)); $stack.Push(@("$path/v$n", $v[$k])); $n++ }
        } elseif ($v -is [System.Collections.IEnumerable] -and $v -isnot [string] -and $v -isnot [System.Xml.XmlNode]) {
            $items = @(foreach ($x in $v) { , $x })
            $lines.Add("$path [$names] $($items.Count)")
            for ($n = 0; $n -lt $items.Count; $n++) { $stack.Push(@("$path/$n", $items[$n])) }
        } elseif ($v -is [System.Management.Automation.PSCustomObject] -or $v -is [Base]) {
            $lines.Add("$path <$names>")
            foreach ($p in $v.PSObject.Properties) { $stack.Push(@("$path.$($p.Name)", $p.Value)) }
        } else {
            $text = if ($v -is [double]) { $v.ToString('R') } elseif ($v -is [datetime]) { $v.ToString('o') }
                elseif ($v -is [System.Xml.XmlNode]) { $v.OuterXml } else { "$v" }
            $lines.Add("$path ($names) $text")
        }
    }
    $lines -join "`n"
}
"""

LEAVES = {
    "null": "$null",
    "int": "7",
    "long": "9223372036854775807",
    "byte": "[byte]255",
    "sbyte": "[sbyte]-3",
    "ushort": "[uint16]9",
    "ulong": "[uint64]18446744073709551615",
    "big integer": "[bigint]::Pow(2, 90)",
    "decimal": "1.10d",
    "double": "0.1",
    "not a number": "[double]::NaN",
    "infinity": "[double]::NegativeInfinity",
    "single": "[single]1.5",
    "bool": "$true",
    "text": "'gr\u00fcn \u65e5\u672c'",
    "long text": "('x' * 5000)",
    "empty text": "''",
    "half a pair": "[string][char]0xD83D",
    "char": "[char]'q'",
    "date": "[datetime]::new(2024, 2, 29, 12, 30, 15, 123)",
    "utc date": "[datetime]::new(638000000000000001, 'Utc')",
    "offset": "[datetimeoffset]::new(2024, 1, 1, 0, 0, 0, [timespan]::FromHours(5))",
    "span": "[timespan]::FromTicks(123456789)",
    "guid": "[guid]'0f8fad5b-d9cb-469f-a165-70867728950e'",
    "version": "[version]'1.2.3'",
    "semantic version": "[semver]'1.2.3-beta+5'",
    "uri": "[uri]'http://a.example/b?c=d#e'",
    "address": "[ipaddress]'10.1.2.3'",
    "enum": "[System.DayOfWeek]::Friday",
    "flags": "[System.IO.FileAttributes]'Hidden, ReadOnly'",
    "script enum": "[Colour]::Green",
    "type": "[System.Collections.Generic.Dictionary[string, int[]]]",
    "script type": "[Derived]",
    "block": "{ param($x) $x + 1 }",
    "regex": "[regex]::new('a(b)?', 'IgnoreCase')",
    "match": "[regex]::Match('xxab', 'a(?<n>b)')",
    "matches": "[regex]::Matches('abab', 'b')",
    "bytes": "[byte[]](1, 2, 255)",
    "ints": "[int[]](3, 1, 2)",
    "grid": "[int[,]]::new(2, 3)",
    "empty array": "@()",
    "nested arrays": "@(@(1, @(2)), @())",
    "builder": "[System.Text.StringBuilder]::new('built')",
    "bits": "[System.Collections.BitArray]::new(9)",
    "tuple": "[System.Tuple]::Create(1, 'two')",
    "hash set": "[System.Collections.Generic.HashSet[string]]@('b', 'a')",
    "sorted": "& { $s = [System.Collections.Generic.SortedDictionary[string, int]]::new(); $s['z'] = 1; $s['a'] = 2; $s }",
    "linked": "& { $l = [System.Collections.Generic.LinkedList[int]]::new(); $null = $l.AddLast(1); $null = $l.AddFirst(0); , $l }",
    "instance": "[Derived]::new()",
    "custom with type name": "[pscustomobject]@{ PSTypeName = 'My.Thing'; A = 1 }",
    "text with a note": "('noted' | Add-Member -NotePropertyName Extra -NotePropertyValue 5 -PassThru)",
    "script property": "([pscustomobject]@{ A = 2 } | Add-Member -MemberType ScriptProperty -Name Twice -Value { $this.A * 2 } -PassThru)",
    "json": '(\'{"a":[1,{"b":null}]}\' | ConvertFrom-Json)',
    "csv": '("a,b`n1,2" | ConvertFrom-Csv)',
    "xml": "[xml]'<r a=\"1\"><b>t</b><!-- c --></r>'",
    "selected": "([pscustomobject]@{ A = 1; B = 2 } | Select-Object B)",
    "measured": "(1..4 | Measure-Object -Sum -Average)",
    "grouped": "(1, 1, 2 | Group-Object)",
    "compared": "(Compare-Object 1, 2 2, 3)",
    "member": "('x' | Get-Member -Name Length)",
    "found text": "('hay needle' | Select-String needle)",
    "path": "(Get-Item /)",
    "error record": "(& { try { 1 / 0 } catch { $_ } })",
    "thrown": "[System.ArgumentException]::new('bad', 'p', [System.IO.IOException]::new('inner'))",
    "culture": "[cultureinfo]'de-DE'",
    "encoding": "[System.Text.Encoding]::UTF8",
    "credential": "[pscredential]::new('u', (ConvertTo-SecureString 'p' -AsPlainText -Force))",
    "memory stream": "[System.IO.MemoryStream]::new([byte[]](1, 2, 3))",
    "text reader": "[System.IO.StringReader]::new('abc')",
    "stopwatch": "[System.Diagnostics.Stopwatch]::new()",
    "random": "[random]::new(5)",
    "mutex": "[System.Threading.Mutex]::new($false)",
    "semaphore": "[System.Threading.SemaphoreSlim]::new(2)",
    "event": "[System.Threading.ManualResetEventSlim]::new($true)",
    "command": "(Get-Command Get-Item)",
    "function": "(Get-Command Show)",
    "variable": "(Get-Variable PSHOME)",
    "switch": "[switch]$true",
    "comparer": "[System.StringComparer]::OrdinalIgnoreCase",
    "delegate": "[System.Func[int, int]] { param($n) $n * 2 }",
    "zone": "[System.TimeZoneInfo]::Utc",
    "mail": "[mailaddress]'a@b.example'",
}

# Builds an object that can take parts afterwards, and the statement that puts $part into $holder under a number.
HOLDERS = {
    "hashtable": ("@{}", "$holder['k{n}'] = $part"),
    "ordered": ("[ordered]@{}", "$holder.Add('k{n}', $part)"),
    "list": ("[System.Collections.ArrayList]::new()", "$null = $holder.Add($part)"),
    "generic list": ("[System.Collections.Generic.List[object]]::new()", "$holder.Add($part)"),
    "dictionary": ("[System.Collections.Generic.Dictionary[string, object]]::new()", "$holder['k{n}'] = $part"),
    "custom object": (
        "[pscustomobject]@{ a = 1 }",
        "$holder | Add-Member -NotePropertyName k{n} -NotePropertyValue $part",
    ),
    "queue": ("[System.Collections.Queue]::new()", "$holder.Enqueue($part)"),
    "stack": ("[System.Collections.Generic.Stack[object]]::new()", "$holder.Push($part)"),
    "array": ("[object[]]::new(8)", "$holder[{n}] = $part"),
    "instance": ("[Derived]::new()", "$holder.Link = $part"),
    "concurrent": (
        "[System.Collections.Concurrent.ConcurrentDictionary[string, object]]::new()",
        "$holder['k{n}'] = $part",
    ),
}

# Things of the world: the checkpoint's error names them.
LIVE = {
    "open file": "[System.IO.File]::OpenRead('/dev/null')",
    "reader": "[System.IO.StreamReader]::new('/dev/null')",
    "walk under way": "(1, 2).GetEnumerator()",
}
