#: case a-manifest-puts-a-module-together
$null = New-Item -ItemType Directory Man
"function Pub { 'pub' } ; function Priv2 { 'x' } ; function UsesNested { FromNested } ; Set-Alias pb Pub" | Set-Content Man/Man.psm1
"function FromNested { 'nested' }" | Set-Content Man/Nest.psm1
"`$global:scriptRan = 'yes'" | Set-Content Man/init.ps1
@'
@{ RootModule = 'Man.psm1'; ModuleVersion = '1.2.3'; GUID = 'a1b2c3d4-0000-0000-0000-000000000000'; Author = 'me'
   FunctionsToExport = 'Pub', 'FromNested', 'UsesNested'; CmdletsToExport = @(); AliasesToExport = 'pb'
   NestedModules = @('Nest.psm1'); ScriptsToProcess = @('init.ps1'); PrivateData = @{ Own = 1 } }
'@ | Set-Content Man/Man.psd1
Import-Module ./Man/Man.psd1
Pub
pb
FromNested
UsesNested
$scriptRan
$m = Get-Module Man
"$($m.Version) $($m.Author) $($m.PrivateData.Own) $($m.NestedModules.Name) $($m.Guid) $($m.ModuleType)"
Get-Command Priv2 -ErrorAction SilentlyContinue
#= types: System.String*6
#= out: pub
#= out: pub
#= out: nested
#= out: nested
#= out: yes
#= out: 1.2.3 me 1 Nest a1b2c3d4-0000-0000-0000-000000000000 Script

#: case manifests-that-are-no-good
'@{ ModuleVersion = "1.0"; RequiredModules = @("NotThere") }' | Set-Content a.psd1
Import-Module ./a.psd1
'@{ ModuleVersion = "1.0"; RootModule = "missing.psm1" }' | Set-Content b.psd1
Import-Module ./b.psd1
'@{ Author = "me" }' | Set-Content c.psd1
Import-Module ./c.psd1
'@{ ModuleVersion = "1.0"; PowerShellVersion = "99.0" }' | Set-Content d.psd1
Import-Module ./d.psd1
'@{ ModuleVersion = "1.0"; Foo = 1 }' | Set-Content e.psd1
try { Import-Module ./e.psd1 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
'@{ ModuleVersion = Get-Date }' | Set-Content f.psd1
try { Import-Module ./f.psd1 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
#= types: System.String*2
#= out: Modules_InvalidManifestMember,Microsoft.PowerShell.Commands.ImportModuleCommand
#= out: Modules_InvalidManifest,Microsoft.PowerShell.Commands.ImportModuleCommand
#= error: Modules_InvalidManifest,Microsoft.PowerShell.Commands.ImportModuleCommand | ResourceUnavailable | The required module 'NotThere' is not loaded. Load the module or remove the module from 'RequiredModules' in the file '<cwd>/a.psd1'.
#= error: Modules_ModuleFileNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand | ResourceUnavailable | The module to process 'missing.psm1', listed in field 'ModuleToProcess/RootModule' of module manifest '<cwd>/b.psd1' was not processed because no valid module was found in any module directory.
#= error: Modules_InvalidManifest,Microsoft.PowerShell.Commands.ImportModuleCommand | ResourceUnavailable | The member 'ModuleVersion' is not present in the module manifest. This member must exist and be assigned a version number of the form 'n.n.n.n'. Add the missing member to the file '<cwd>/c.psd1'.
#= error: Modules_InsufficientPowerShellVersion,Microsoft.PowerShell.Commands.ImportModuleCommand | ResourceUnavailable | The version of PowerShell on this computer is '7.6.5'. The module '<cwd>/d.psd1' requires a minimum PowerShell version of '99.0' to run. Verify that you have the minimum required version of PowerShell installed, and then try again.

#: case aliases-of-a-module-file-come-along
"function Get-It { 'it' } ; Set-Alias gi2 Get-It; `$v = 5" | Set-Content al.psm1
Import-Module ./al.psm1
gi2
"[$v]"
#= types: System.String*2
#= out: it
#= out: []

#: case a-module-as-an-object-has-no-magic-variables
$o = New-Module -AsCustomObject { $x = 1; function Get { $x }; Export-ModuleMember -Variable * -Function * }
$o.psobject.Properties.Name
Get-Module | ForEach-Object Name
#= types: System.String
#= out: x

#: case a-created-block-may-use-namespaces
[scriptblock]::Create('using namespace System.Collections.Generic; [List[int]]::new().GetType().Name').Invoke()
#= types: System.String
#= out: List`1
