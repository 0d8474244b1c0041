"""What Python raises inside a member is the .NET exception that it stands for; what is ours stays an EngineBug."""

from decimal import DivisionByZero

import pytest

import perdure
from perdure.interpreter.command import Cmdlet, cmdlet
from perdure.interpreter.errors import EngineBug
from perdure.interpreter.python_faults import dotnet_exception

KINDS = [
    (ZeroDivisionError(), "System.DivideByZeroException"),
    (DivisionByZero(), "System.DivideByZeroException"),
    (OverflowError(), "System.OverflowException"),
    (MemoryError(), "System.OutOfMemoryException"),
    (RecursionError(), "System.InsufficientExecutionStackException"),
    (UnicodeEncodeError("ascii", "\xe4", 0, 1, ""), "System.Text.EncoderFallbackException"),
    (FileNotFoundError(2, "", "/nowhere"), "System.IO.FileNotFoundException"),
    (PermissionError(13, "", "/x"), "System.UnauthorizedAccessException"),
    (KeyError("k"), "System.Collections.Generic.KeyNotFoundException"),
    (IndexError(), "System.ArgumentOutOfRangeException"),
    (ValueError(), "System.ArgumentException"),
    (TypeError("'NoneType' object is not iterable"), "System.NullReferenceException"),
    (TypeError(), "System.InvalidCastException"),
    (RuntimeError("dictionary changed size during iteration"), "System.InvalidOperationException"),
]


@pytest.mark.parametrize(("fault", "name"), KINDS, ids=lambda v: v if isinstance(v, str) else type(v).__name__)
def test_the_table(fault: Exception, name: str) -> None:
    made = dotnet_exception(fault)
    assert made.type_name == name
    assert made.message and "Traceback" not in made.message


@cmdlet("Test-Fault", type_name="Test.FaultCommand")
class FaultCommand(Cmdlet):
    """Raises what a test has put here."""

    fault: BaseException = KeyError("x")

    def process(self) -> None:
        raise self.fault


def test_a_cmdlets_python_exception_is_its_terminating_error() -> None:
    result = perdure.run(
        "try { Test-Fault } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }; 'next'", timeout_s=60
    )
    assert result.output == [
        "KeyNotFoundException,Test.FaultCommand",
        "The given key 'x' was not present in the dictionary.",
        "next",
    ]


def test_a_fault_of_ours_is_an_engine_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that it is none of the script's, and no catch takes it."""
    monkeypatch.setattr(FaultCommand, "fault", AssertionError("broken"))
    with pytest.raises(EngineBug, match=r"AssertionError: broken\. This is a fault of perdure"):
        perdure.run("try { Test-Fault } catch { 'caught' }", timeout_s=60)


def test_a_member_wraps_it() -> None:
    """Members give MethodInvocationException with the .NET exception's name as id, operators the exception itself."""
    shown = "try { [decimal]::Parse('1e400') } catch { $_.FullyQualifiedErrorId; $_.Exception.InnerException.GetType().Name }"
    assert perdure.run(shown, timeout_s=60).output[1] in ("OverflowException", "FormatException")


@pytest.mark.parametrize(
    ("script", "error_id"),
    [
        ("Get-Variable '[a-'", "WildcardPattern_Invalid,Microsoft.PowerShell.Commands.GetVariableCommand"),
        ("1 | Get-Member -Name '*['", "WildcardPattern_Invalid,Microsoft.PowerShell.Commands.GetMemberCommand"),
        ("1 | Set-Content", "InputObjectMissingMandatory,Microsoft.PowerShell.Commands.SetContentCommand"),
        ("$null | New-Variable", "InputObjectMissingMandatory,Microsoft.PowerShell.Commands.NewVariableCommand"),
        ("[System.Management.Automation.Runspaces.SessionStateFunctionEntry]::new('f', '$a:')", None),
    ],
)
def test_what_the_fuzzer_found(script: str, error_id: str | None) -> None:
    """Readers' faults and input that lacks a mandatory parameter are errors of the script."""
    result = perdure.run(f"{script}; 'next'", timeout_s=60)
    assert result.output[-1] == "next"
    if error_id is not None:
        assert [e.fully_qualified_error_id for e in result.errors] == [error_id]


@pytest.mark.parametrize(
    "script",
    [
        "[ordered]@{ a = [datetimeoffset]::MinValue }",
        "$o = [pscustomobject]@{ a = 1 }; $o | Add-Member MemberSet PSStandardMembers ([psmemberinfo[]]@($null)); $o",
    ],
)
def test_what_formatting_found(script: str) -> None:
    assert "a" in perdure.run(script, timeout_s=60).text
