"""The checker for Windows PowerShell 5.1, where the cases don't say it."""

import pytest

from perdure.runtime.lint import check


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("function f { break }; while ($true) { break }", []),
        ("workflow A { B }; workflow B { A }", ["RecursiveWorkflowNotSupported", "RecursiveWorkflowNotSupported"]),
        ("workflow A { 'x' }; workflow A { 'y' }", ["FunctionRedefinitionNotAllowed"]),
        ("workflow A { InlineScript { $workflow:x } }", ["CannotUseWorkflowPrefixInInlineScript"]),
        ("workflow A { param($x = (Get-Date)) $x }", ["OnlySimpleParameterDefaultsSupported"]),
        ("workflow A { param([int]$x = 'a') $x }", ["OnlySimpleParameterDefaultsSupported"]),
        ("workflow A { param([Parameter(ValueFromPipeline)]$x) $x }", ["ValueFromPipelineNotSupported"]),
        ("workflow A { $r = parallel { $r = 1 } }", ["CannotUseDataCollectingVariable"]),
        ("workflow A { while (Get-Item x) { } }", ["ConditionsCannotInvokeActivities"]),
        ("workflow A { while ($i++) { } }", ["ConditionsCannotHaveSideEffects"]),
        ("workflow A { $JobName = 1; $PSPort = 2 }", ["VariableNameReadOnly", "VariableNameReserved"]),
        ("workflow A { $PID; $using:x; $global:y }", [
            "VariableNotSupportedInWorkflow", "InvalidScopePrefixInWorkflow", "InvalidScopePrefixInWorkflow"]),
        ("workflow A { New-Object PSObject }", ["NewObjectMustBeAssigned"]),
        ("workflow A { 'x' > f }", ["OnlySupportErrorStreamRedirection"]),
        ("workflow A { $i = 1; $i++; $o = $i; $o.n++ }", ["OperatorRequiresVariable"]),
        ("workflow A { switch ($x) { 1 { } 'a' { } { $_ } { } } }", [
            "SwitchClauseMustBeOfSameType", "SwitchCaseSensitive", "SwitchOnlySupportsConstantExpression"]),
        ("workflow A { Get-Item x -WhatIf }", ["CommonParameterNotSupported"]),
        ("workflow A { begin { 1 } process { 2 } }", ["BeginProcessNotSupported"]),
        ("workflow A { ForEach-Object -Sequence { 1 } }", ["InvalidForeachSequencePipelinePosition"]),
    ],
)  # fmt: skip
def test_each_rule(text: str, ids: list[str]) -> None:
    assert [finding.code for finding in check(text)] == ids
