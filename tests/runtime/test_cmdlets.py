"""Cmdlets that no conformance case names, at the user's level: script in, output and error ids out."""

from pathlib import Path

import pytest

import perdure

# what is tried: script, the outputs as text, the ids of the errors
CASES = {
    "aliases go to a file and come back": (
        "Set-Alias zz Get-Date; Export-Alias a.csv -Name zz; Remove-Alias zz; Import-Alias a.csv; (Get-Alias zz).Definition",
        ["Get-Date"],
        [],
    ),
    "aliases as a script": (
        "Set-Alias zz Get-Date; Export-Alias a.ps1 -Name zz -As Script; (Get-Content a.ps1)[-1].StartsWith('set-alias')",
        ["True"],
        [],
    ),
    "an alias that is there is not imported over": (
        "Set-Alias zz Get-Date; Export-Alias a.csv -Name zz; Import-Alias a.csv",
        [],
        ["AliasAlreadyExists,Microsoft.PowerShell.Commands.ImportAliasCommand"],
    ),
    "an assembly by name is nothing to load": ("Add-Type -AssemblyName System.Web; 'on'", ["on"], []),
    "sources of other languages are refused": (
        "Add-Type 'public class A {}'; 'on'",
        ["on"],
        ["TYPE_NOT_SUPPORTED,Microsoft.PowerShell.Commands.AddTypeCommand"],
    ),
    "clixml as text": ("1, 'x' | ConvertTo-CliXml | ConvertFrom-CliXml", ["1", "x"], []),
    "a program needs a desktop to be opened": (
        "Set-Content a.txt x; Invoke-Item a.txt",
        [],
        ["InvokeItemIOError,Microsoft.PowerShell.Commands.InvokeItemCommand"],
    ),
    "properties of files can be set": (
        "Set-Content a.txt x; Set-ItemProperty a.txt IsReadOnly $true; (Get-Item a.txt).IsReadOnly",
        ["True"],
        [],
    ),
    "but not made, removed or moved": (
        "Set-Content a.txt x; New-ItemProperty a.txt n -Value 1; Remove-ItemProperty a.txt n; Rename-ItemProperty a.txt n m; "
        "Copy-ItemProperty a.txt b n; Move-ItemProperty a.txt b n; Clear-ItemProperty a.txt n",
        [],
        [
            f"NotSupported,Microsoft.PowerShell.Commands.{verb}ItemPropertyCommand"
            for verb in ("New", "Remove", "Rename", "Copy", "Move", "Clear")
        ],
    ),
    "nobody can be asked": (
        "Read-Host 'name'; Get-Credential; 'on'",
        ["on"],
        [
            "InvalidOperation,Microsoft.PowerShell.Commands.ReadHostCommand",
            "InvalidOperation,Microsoft.PowerShell.Commands.GetCredentialCommand",
        ],
    ),
    "secure random numbers stay in their range": (
        "$r = 1..50 | ForEach-Object { Get-SecureRandom -Minimum 3 -Maximum 5 }; ($r | Sort-Object -Unique) -join ','",
        ["3,4"],
        [],
    ),
    "the same seed as in .NET": (
        "Get-Random -Maximum 100 -SetSeed 23; Get-Random -SetSeed 42",
        ["74", "1434747710"],
        [],
    ),
    "a choice from the pipeline": ("(1..3 | Get-Random -Count 3 | Sort-Object) -join ','", ["1,2,3"], []),
    "the clock is not set": (
        "Set-Date '2020-01-01'",
        [],
        ["System.NotSupportedException,Microsoft.PowerShell.Commands.SetDateCommand"],
    ),
    "texts in the user's language": (
        "New-Item -ItemType Directory en-US | Out-Null; Set-Content en-US/t.psd1 \"@{ Hello = 'hi' }\"; "
        "Import-LocalizedData -BindingVariable m -FileName t -BaseDirectory .; $m.Hello; "
        "Import-LocalizedData -FileName u -BaseDirectory .",
        ["hi"],
        ["ImportLocalizedData,Microsoft.PowerShell.Commands.ImportLocalizedDataCommand"],
    ),
    "the calls that go on": (
        "function inner { (Get-PSCallStack | ForEach-Object FunctionName) -join ',' }; function outer { inner }; outer",
        ["inner,outer,<ScriptBlock>,<ScriptBlock>"],
        [],
    ),
    "an event that never comes": ("Wait-Event -SourceIdentifier none -Timeout 0; 'on'", ["on"], []),
    "an object without events": (
        "Register-ObjectEvent -InputObject 'text' -EventName Changed",
        [],
        ["INVALID_REGISTRATION,Microsoft.PowerShell.Commands.RegisterObjectEventCommand"],
    ),
    "the host and the cultures": ("(Get-Host).Name; (Get-UICulture).Name", ["ConsoleHost", "en-US"], []),
    "what does nothing here does nothing": (
        "Set-Content a.txt x; Unblock-File a.txt; Wait-Debugger; Clear-Host; Update-FormatData; Set-PSDebug -Off; 'on'",
        ["on"],
        [],
    ),
    "policies are Windows's": (
        '"$(Get-ExecutionPolicy)"; Set-ExecutionPolicy Bypass',
        ["Unrestricted"],
        ["System.PlatformNotSupportedException,Microsoft.PowerShell.Commands.SetExecutionPolicyCommand"],
    ),
    "a manifest is written, tested and loaded": (
        "Set-Content m.psm1 'function Get-X { 5 }; function Get-Y { 6 }'; "
        "New-ModuleManifest m.psd1 -RootModule m.psm1 -ModuleVersion 1.2 -FunctionsToExport Get-X; "
        "(Test-ModuleManifest m.psd1).Version.ToString(); Import-Module ./m.psd1; Get-X; Get-Y",
        ["1.2", "5"],
        ["CommandNotFoundException"],
    ),
    "files are packed and unpacked": (
        "New-Item d/e/f.txt -Force -Value in | Out-Null; Compress-Archive d a.zip; Expand-Archive a.zip out; "
        "Get-Content out/d/e/f.txt; Compress-Archive d a.zip",
        ["in"],
        ["ArchiveFileExists,Microsoft.PowerShell.Commands.CompressArchiveCommand"],
    ),
    "mail is refused": (
        "Send-MailMessage -To a@b -From c@d -Subject s -SmtpServer x",
        [],
        ["NotSupported,Microsoft.PowerShell.Commands.SendMailMessageCommand"],
    ),
    "default values of parameters": (
        "function f { [CmdletBinding()] param($A, $B = 1) \"$A-$B\" }; $PSDefaultParameterValues['f:B'] = 5; f 1; f 1 2; "
        "$PSDefaultParameterValues['Disabled'] = $true; f 1",
        ["1-5", "1-2", "1-1"],
        [],
    ),
    "text as in double quotes": (
        "$x = 7; $ExecutionContext.InvokeCommand.ExpandString('$x and $($x + 1)')",
        ["7 and 8"],
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_cmdlets_that_no_case_names(name: str, tmp_path: Path) -> None:
    """Each script puts out what it must, and reports what it must."""
    script, out, ids = CASES[name]
    result = perdure.run(script, cwd=tmp_path)
    assert [str(value) for value in result.output] == out
    assert [error.fully_qualified_error_id for error in result.errors] == ids
    assert result.error is None


def test_encryption_is_the_standard_s() -> None:
    """AES gives the vectors of FIPS 197, appendix C."""
    from perdure.interpreter import aes

    block = bytes.fromhex("00112233445566778899aabbccddeeff")
    for size, wanted in (
        (16, "69c4e0d86a7b0430d8cdb78070b4c55a"),
        (24, "dda97ca4864cdfe06eaf70a0ec0d7191"),
        (32, "8ea2b7ca516745bfeafc49904b496089"),
    ):
        keys = aes.round_keys(bytes(range(size)))
        assert aes.encrypt_block(block, keys).hex() == wanted
        assert aes.decrypt_block(bytes.fromhex(wanted), keys) == block
