"""Set-PSDebug: what the debug stream shows of statements, assignments and calls."""

import perdure

LIMIT_S = 60
FUNCTION = 'function f($a) { $b = $a + 1; "f$b" }\n'


def traced(script: str) -> list[str]:
    return perdure.run(script, timeout_s=LIMIT_S).debug


def test_level_1_shows_each_step_with_a_mark_in_front() -> None:
    shown = traced(
        FUNCTION + "Set-PSDebug -Trace 1\nf 1\nif (1 -eq 2) { 1 } elseif ($true) { 2 }\nSet-PSDebug -Off\n'off'"
    )
    assert shown == [
        "   3+  >>>> f 1",
        '   1+ function f($a)  >>>> { $b = $a + 1; "f$b" }',
        '   1+ function f($a) {  >>>> $b = $a + 1; "f$b" }',
        '   1+ function f($a) { $b = $a + 1;  >>>> "f$b" }',
        '   1+ function f($a) { $b = $a + 1; "f$b"  >>>> }',
        "   4+ if ( >>>> 1 -eq 2) { 1 } elseif ($true) { 2 }",
        "   4+ if (1 -eq 2) { 1 } elseif ( >>>> $true) { 2 }",
        "   4+ if (1 -eq 2) { 1 } elseif ($true) {  >>>> 2 }",
        "   5+  >>>> Set-PSDebug -Off",
    ]


def test_level_2_shows_assignments_and_calls() -> None:
    shown = traced("Set-PSDebug -Trace 2\n$x = 'a' * 70\nforeach ($i in 1..2) { $i }\n& { }\nSet-PSDebug -Off")
    assert shown[1:7] == [
        f"    ! SET $x = '{'a' * 59}...'.",
        "   3+ foreach ($i in  >>>> 1..2) { $i }",
        "    ! SET $i = '1'.",
        "   3+ foreach ($i in 1..2) {  >>>> $i }",
        "    ! SET $i = '2'.",
        "   3+ foreach ($i in 1..2) {  >>>> $i }",
    ]


def test_step_is_refused_and_strict_holds() -> None:
    """Nobody can be asked, so nothing is stepped through."""
    result = perdure.run("Set-PSDebug -Step; 1; Set-PSDebug -Strict; $nowhere; 2", timeout_s=LIMIT_S)
    assert result.output == [1, 2]
    ids = [e.fully_qualified_error_id for e in result.errors]
    assert ids == ["PromptNotSupported,Microsoft.PowerShell.Commands.SetPSDebugCommand", "VariableIsUndefined"]
