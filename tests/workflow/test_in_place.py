"""What runs in place in a workflow: a branch never waits for a method that script code answers in another one."""

import pytest

import perdure

pytestmark = pytest.mark.slow  # processes and pauses: not among the quick tests

METHODS = {
    "of a class": (
        "class Machine { [string] Start() { Start-Sleep -Seconds 1; return 'slow' } }\nfunction New-Machine { [Machine]::new() }",
        "New-Machine",
        "Start",
    ),
    "of an added member": (
        "",
        "New-Object psobject | Add-Member -PassThru ScriptMethod Reset { Start-Sleep -Seconds 1; 'slow' }",
        "Reset",
    ),
}


@pytest.mark.parametrize("kind", METHODS)
def test_a_branch_does_not_wait_for_a_method_of_another(kind: str) -> None:
    """The branch that sleeps for a moment is done before the method that takes a second."""
    before, made, method = METHODS[kind]
    result = perdure.run(
        f"{before}\nworkflow W {{\n  $o = {made}\n  parallel {{\n    sequence {{ $x = $o.{method}(); $x }}\n"
        "    sequence { Start-Sleep -Milliseconds 100; 'quick' }\n  }\n}\nW",
        timeout_s=30,
    )
    assert (result.errors, result.output) == ([], ["quick", "slow"])
