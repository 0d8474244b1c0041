#: case requires-a-version
'#Requires -Version 99.0
1' | Set-Content r1.ps1
./r1.ps1
'#Requires -Version 5.1
"ok"' | Set-Content r2.ps1
./r2.ps1
'#Requires -PSEdition Desktop
1' | Set-Content r5.ps1
./r5.ps1
#= types: System.String
#= out: ok
#= error: ScriptRequiresUnmatchedPSVersion | ResourceUnavailable | The script 'r1.ps1' cannot be run because it contained a "#requires" statement for PowerShell 99.0. The version of PowerShell that is required by the script does not match the currently running version of PowerShell 7.6.5.
#= error: ScriptRequiresUnmatchedPSEdition | ResourceUnavailable | The script 'r5.ps1' cannot be run because it contained a "#requires" statement for PowerShell editions 'Desktop'. The edition of PowerShell that is required by the script does not match the currently running PowerShell Core edition.

#: case help-has-examples-and-parameters
function Get-Foo {
    <#
    .SYNOPSIS
    Syn text
    .PARAMETER Name
    The name
    .EXAMPLE
    Get-Foo -Name x
    #>
    [CmdletBinding()] param([Parameter(Mandatory)][string]$Name)
}
$h = Get-Help Get-Foo
$h.Synopsis
$h.Examples.Example.Code
$h.Parameters.Parameter.Name
#= types: System.String*3
#= out: Syn text
#= out: Get-Foo -Name x
#= out: Name
