#: case a-created-proxy-runs
function Foo { [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string]$A, [switch]$B) process { "foo $A $B" } }
$text = [System.Management.Automation.ProxyCommand]::Create([System.Management.Automation.CommandMetadata]::new((Get-Command Foo)))
Set-Item function:global:Bar ([scriptblock]::Create($text))
'x', 'y' | Bar -B
Bar z
$text = [System.Management.Automation.ProxyCommand]::Create((New-Object System.Management.Automation.CommandMetadata (Get-Command Sort-Object)))
Set-Item function:MySort ([scriptblock]::Create($text))
(3, 1, 2 | MySort -Descending) -join ','
#= types: System.String*4
#= out: foo x True
#= out: foo y True
#= out: foo z False
#= out: 3,2,1

#: case the-parts-of-a-proxy
function Foo { [CmdletBinding(SupportsShouldProcess)] param([Parameter(Mandatory, Position = 0)][ValidateSet('a', 'b')][string]$A, [Alias('Bee')][switch]$B) }
$m = [System.Management.Automation.CommandMetadata]::new((Get-Command Foo))
[System.Management.Automation.ProxyCommand]::GetCmdletBindingAttribute($m)
[System.Management.Automation.ProxyCommand]::GetParamBlock($m)
[System.Management.Automation.ProxyCommand]::GetEnd($m)
#= types: System.String*3
#= out: [CmdletBinding(SupportsShouldProcess=$true, ConfirmImpact='Medium')]
#= out:
#= out:     [Parameter(Mandatory=$true, Position=0)]
#= out:     [ValidateSet('a', 'b')]
#= out:     [string]
#= out:     ${A},
#= out:
#= out:     [Alias('Bee')]
#= out:     [switch]
#= out:     ${B}
#= out:
#= out:     try {
#= out:         $steppablePipeline.End()
#= out:     } catch {
#= out:         throw
#= out:     }
#= out:

#: case drives-take-scopes
function f { Set-Item function:global:gf { 'gf' }; Set-Item variable:global:gv 5 }
f
gf
$gv
(Get-Item function:global:gf).Name
Remove-Item function:global:gf
Test-Path function:gf
#= types: System.String System.Int32 System.String System.Boolean
#= out: gf
#= out: 5
#= out: gf
#= out: False

#: case completers-are-registered
Register-ArgumentCompleter -CommandName f -ParameterName X -ScriptBlock { 'q' }
Register-ArgumentCompleter -Native -CommandName git -ScriptBlock { }
'ok'
#= types: System.String
#= out: ok
