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


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("workflow A { switch (1, 2) { 1 { } } }", ["SwitchEnumerationNotSupported"]),
        ("workflow A { switch (@(1, 2)) { 1 { } }; switch (@(1)) { 1 { } } }", ["SwitchEnumerationNotSupported"]),
        ("workflow A { Checkpoint-Workflow 2>&1; B 2>&1 } workflow B { 1 }", ["CannotMergeErrorToOutput"] * 2),
        ("workflow A { $x = Checkpoint-Workflow; $y = Suspend-Workflow }", ["ActivityDoesNotContainResultProperty"] * 2),
        ("workflow A { $r = foreach ($i in 1) { Start-Sleep 1; Checkpoint-Workflow } }", []),
        ("workflow A { $r = foreach ($i in 1) { $x = Start-Sleep 1 } }", ["CannotAssignStartSleepToVariable"]),
        ("workflow A { throw (New-Object Exception 'x') }", []),
        ("workflow A { Write-Output (New-Object PSObject -Property @{ a = 1 }) }", []),
        ("workflow A { try { 1 } catch [NoSuchThing] { } catch [FormatException] { } }", ["ExceptionTypeNotFound"]),
        ("workflow A { try { 1 } catch [Some.Library.Fault] { } }", []),
        ("class Own : Exception { } workflow A { try { 1 } catch [Own] { } }", []),
        ("workflow A { $x = New-Object NoSuchThing; $y = New-Object -TypeName System.Text.StringBuilder }", [
            "NewObjectCouldNotFindType"]),
        ("Add-Type -TypeDefinition 'public class Made { }'; workflow A { [Made]::Do(); $x = New-Object Made }", [
            "MethodInvocationNotSupported", "TypeFromDynamicAssembly", "TypeFromDynamicAssembly"]),
        ("workflow A { param($_x) 1 }", ["MemberNameNotValid"]),
        ("workflow A { param([ValidateSet('a')]$x) $x } workflow B { A -x a }", [
            "ParameterValidationNotSupportedOnNestedWorkflows"]),
        ("workflow A { B -r 5; B -r $x; B -r ([ref]$y) } workflow B { param([ref]$r) $r = 1 }", [
            "MustSupplyVariableReferenceForInOutArgument"]),
        ("workflow A { B -PSComputerName x } workflow B { C -PSComputerName x } workflow C { 1 }", [
            "CouldNotFindWorkflowCommonParameterNameNested"]),
        ("workflow A { B -Nope 1 } workflow B { param($x) $x }", ["CouldNotFindParameterName"]),
        ("workflow A { Get-Item -Nope 1; Get-Item a -PSPersist $true -PSActionRetryCount 2 }", ["CouldNotFindParameterName"]),
        ("workflow A { Get-Process -ComputerName x }", ["RemotingHandledByPSComputerName"]),
        ("workflow A { Test-Connection x -Protocol DCOM; Get-Item x -UseTransaction }", []),
        ("workflow A { Get-Item -Path a -Path b }", ["DuplicateParametersNotAllowed"]),
        ("workflow A { Get-Item -Path; Get-ChildItem x -Recurse }", ["MissingValueForParameter"]),
        ("workflow A { Get-ChildItem x -Re }", ["AmbiguousParameter"]),
        ("function f($Any) { } workflow A { f -Any 1 -More 2; Own-Tool.exe -x }", []),
        ("workflow A { Get-Date -DisplayName $x; Get-Date -DisplayName x }", ["PropertyDoesNotSupportPowerShellLanguage"]),
        ("workflow A { PSPersist }", ["CommandHandledByKeyword"]),
        ("workflow A { InlineScript }", ["InlineScriptSyntaxTooFewParameters"]),
        ("workflow A { InlineScript { netsh }; InlineScript { netsh show } }", ["CannotLaunchFormat"]),
        ("workflow A { Invoke-Expression -Language CSharp -Command x }", ["MustUseXamlLanguage"]),
        ("workflow A { Invoke-Expression -Language XAML -Command x }", ["InlineXamlNotSupported"]),
        ("workflow A { 1 | ForEach-Object -Sequence { 2 | ForEach-Object -Sequence { 3 } } }", [
            "CannotNestIterativePipeline"]),
        ("workflow A { 1 | ForEach-Object -Sequence { break } }", ["BreakContinueNotSupported"]),
        ("workflow A { 1 | ForEach-Object -Sequence { 1 } -Process { 2 } }", ["InvalidForeachSequenceParameter"]),
        ("workflow A { 1 | Where-Object -Sequence { 1 } -Property x }", ["InvalidWhereSequenceParameter"]),
    ],
)  # fmt: skip
def test_what_the_whole_text_decides(text: str, ids: list[str]) -> None:
    assert [finding.code for finding in check(text)] == ids


def test_every_finding_says_what_to_write_instead() -> None:
    """An id without advice leaves its reader alone; those that only say what is not there are few and named."""
    text = "workflow A { break; $x.y = 1; & b; Get-Item -Nope 1; Out-Null; $o++; [wmi]'x'; while (Get-Item) { } }"
    assert all(finding.advice for finding in check(text))
