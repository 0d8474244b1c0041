"""Advice for a move to PowerShell 7: each names what takes the old thing's place."""

import pytest

from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.runtime.lint_advice import advise
from perdure.runtime.lint_azure import azurerm, classic, module


@pytest.mark.parametrize(
    ("text", "code", "replacement"),
    [
        ("Get-AzureRmVM", "AzureRMCommand", "Get-AzVM"),
        ("get-azurermstorageaccountkey -Name x", "AzureRMCommand", "get-AzstorageAccountKey"),
        ("Login-AzureRmAccount", "AzureRMCommand", "Connect-AzAccount"),
        ("Find-AzureRmResource", "AzureRMCommand", "Get-AzResource"),
        ("Get-AzureVM", "ClassicAzureCommand", "Get-AzVM"),
        ("Add-AzureAccount", "ClassicAzureCommand", "Connect-AzAccount"),
        ("Get-AzureStorageKey x", "ClassicAzureCommand", "Get-AzStorageAccountKey"),
        ("Start-AzureAutomationRunbook x", "ClassicAzureCommand", "Start-AzAutomationRunbook"),
        ("Switch-AzureMode AzureResourceManager", "ClassicAzureCommand", "nothing takes its place"),
        ("Get-AzureADUser", "AzureADCommand", "Get-MgUser"),
        ("Import-Module AzureRM.Profile", "RetiredModule", "Az.Accounts"),
        ("#Requires -Modules AzureRM.Network\n1", "RetiredModule", "Az.Network"),
        ("Get-AutomationConnection -Name 'AzureRunAsConnection'", "RunAsAccount", "Connect-AzAccount -Identity"),
        ("$n = 'AzureRunAsConnection'; Get-AutomationConnection $n", "RunAsAccount", "Connect-AzAccount -Identity"),
        ("Connect-AzAccount -ServicePrincipal -Tenant x", "RunAsLogOn", "Connect-AzAccount -Identity"),
        ("Get-WmiObject Win32_X", "WmiCommand", "Get-CimInstance"),
        ("gwmi Win32_X", "WmiCommand", "Get-CimInstance"),
        ("$x = [wmiclass]'Win32_Process'", "WmiType", "Get-CimClass"),
        ("Add-PSSnapin x", "SnapIn", "Import-Module"),
        ("Get-EventLog System", "RemovedCommand", "Get-WinEvent"),
        ("wget http://x", "RemovedAlias", "Invoke-WebRequest"),
        ("Get-Process -ComputerName x", "RemovedParameter", "Invoke-Command -ComputerName"),
        ("Set-Content x -Encoding Byte -Value 1", "RemovedParameter", "-AsByteStream"),
        ("workflow W { 1 }", "WorkflowConstruct", "perdure"),
    ],
)
def test_advice_names_the_replacement(text: str, code: str, replacement: str) -> None:
    found = advise(parse_source(Source(text)))
    assert [f.code for f in found] == [code]
    assert replacement.lower() in found[0].message.lower()


def test_workflow_constructs_are_told_one_by_one() -> None:
    text = """workflow W {
        foreach -parallel ($x in 1, 2) { sequence { InlineScript { 1 }; $workflow:n = 1 } }
        parallel { Checkpoint-Workflow; Suspend-Workflow }
        Get-Item x -PSPersist $true
    }"""
    found = advise(parse_source(Source(text)))
    assert [f.code for f in found] == ["WorkflowConstruct"] * 8 + ["WorkflowParameter"]
    assert "ForEach-Object -Parallel" in found[1].message and "Start-ThreadJob" in found[5].message


@pytest.mark.parametrize(
    "text",
    [
        "Connect-AzAccount -Identity; Get-AzVM; Get-CimInstance Win32_X; Get-Content x -AsByteStream",
        "function Get-WmiObject { } Get-WmiObject x; function Get-AzureThing { } Get-AzureThing",
        "Get-AutomationConnection -Name Other; Connect-AzAccount -Credential $c; Import-Module Az.Compute",
        "'Get-WmiObject'; $azureRm = 1; Get-Process x",
    ],
)
def test_what_is_fine_is_left_alone(text: str) -> None:
    assert advise(parse_source(Source(text))) == []


def test_names_are_turned_by_rule() -> None:
    assert azurerm("New-AzureRmVirtualNetwork") == "New-AzVirtualNetwork"
    assert azurerm("Get-AzVM") is None and azurerm("azurerm") is None
    assert classic("Stop-AzureVM") == ("Stop-AzVM", False) and classic("Get-AzureADUser") is None
    assert module("AzureRM.Compute") == "Az.Compute" and module("Az.Compute") is None
