"""The quick tables in front of members, overloads and binding never answer for what they have not been asked about."""

import pytest

import perdure

CASES = {
    "members added to one object win over the type's": (
        """
        $l = [System.Collections.ArrayList]@(1, 2)
        foreach ($i in 1..3) { $n = $l.Count; $x = $l.IndexOf(2) }
        $m = [System.Collections.ArrayList]@(1, 2)
        Add-Member -InputObject $m NoteProperty Count 99 -Force
        Add-Member -InputObject $m ScriptMethod IndexOf { 'mine' } -Force
        "$n $x $($m.Count) $($m.IndexOf(2)) $($l.Count) $($l.IndexOf(2))"
        """,
        ["2 1 99 mine 2 1"],
    ),
    "type data of the session counts from the moment it is there": (
        """
        foreach ($i in 1..3) { $a = 'abc'.Length; $b = 'abc'.ToUpper() }
        Update-TypeData -TypeName System.String -MemberType ScriptMethod -MemberName ToUpper -Value { 'other' } -Force
        "$a $b $('abc'.ToUpper())"
        Remove-TypeData -TypeName System.String
        'abc'.ToUpper()
        """,
        ["3 ABC other", "ABC"],
    ),
    "a dictionary's key comes before its property": (
        """
        $d = [System.Collections.Generic.Dictionary[string,int]]::new()
        foreach ($i in 1..3) { $n = $d.Count }
        $d['Count'] = 7
        "$n $($d.Count)"
        $h = @{ a = 1 }
        foreach ($i in 1..3) { $n = $h.Count }
        $h.Count = 5
        "$n $($h.Count)"
        """,
        ["0 7", "1 5"],
    ),
    "a class that is defined anew is another class": (
        """
        foreach ($word in 'one', 'two') {
            $make = [scriptblock]::Create("class Thing { [string] Say() { return '$word' } }; [Thing]::new()")
            $t = & $make; foreach ($i in 1..2) { $said = $t.Say() }; $said
        }
        """,
        ["one", "two"],
    ),
    "arrays of other elements are converted anew": (
        """
        function Join($items) { [string]::Join('-', $items) }
        Join @('a', 'b'); Join @(1, 2); Join @('a', 2, $null)
        $l = [System.Collections.Generic.List[string]]::new()
        foreach ($given in [string[]]('a', 'b'), [string[]]('c')) { $l.AddRange($given) }
        $l -join ','
        """,
        ["a-b", "1-2", "a-2-", "a,b,c"],
    ),
    "enums, optional parameters and [ref] each find their overload": (
        """
        foreach ($options in 'None', 'RemoveEmptyEntries') { 'a,,b'.Split(',', [StringSplitOptions]$options).Count }
        foreach ($kind in [StringComparison]::Ordinal, [StringComparison]::OrdinalIgnoreCase) { 'aBc'.IndexOf('b', $kind) }
        $n = 0; $d = 0.0
        foreach ($text in '12', 'x') { [int]::TryParse($text, [ref] $n); $n; [double]::TryParse($text, [ref] $d); $d }
        """,
        [3, 2, -1, 1, True, 12, True, 12.0, False, 0, False, 0.0],
    ),
    "a call like one before is still converted and checked": (
        """
        function f { [CmdletBinding()] param([Parameter(Mandatory)] [int] $A, [ValidateSet('x', 'y')] [string] $B = 'x') "$A $B" }
        foreach ($b in 'x', 'Y', 'z') { try { f -A 1 -B $b } catch { $_.FullyQualifiedErrorId } }
        foreach ($a in 1, '2', 'no') { try { f $a } catch { $_.FullyQualifiedErrorId } }
        """,
        ["1 x", "1 Y", "ParameterArgumentValidationError,f", "1 x", "2 x", "ParameterArgumentTransformationError,f"],
    ),
    "what goes straight into a parameter is only what has its type": (
        """
        function f { param([Parameter(ValueFromPipeline)] [int] $N) process { "$N $($N.GetType().Name) $_" } }
        1, '2', 3.6 | f
        """,
        ["1 Int32 1", "2 Int32 2", "4 Int32 3.6"],
    ),
    "an option set on a typed parameter holds for that call alone": (
        """
        function f([int] $N) { if ($N -gt 5) { Set-Variable N -Option ReadOnly }; try { $N = 1; "set $N" } catch { 'kept' } }
        f 3; f 7; f 4
        """,
        ["set 1", "kept", "set 1"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_tables_give_what_the_rules_give(name: str) -> None:
    """Runs a script whose second question differs from the first only in what a table must look at."""
    script, expected = CASES[name]
    result = perdure.run(script, timeout_s=20)
    assert result.error is None and not result.errors, result.error or result.errors
    assert result.output == expected
