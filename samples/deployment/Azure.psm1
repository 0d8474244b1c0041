# Stand-ins for the Az cmdlets that the deployment calls: each takes a while and notes in effects.log that it was done.
# $env:SAMPLE_PACE is the number of milliseconds that a stage takes.

function Invoke-Stage([string]$Text) {
    Add-Content -Path effects.log -Value "begin $Text"
    Start-Sleep -Milliseconds ([int]($env:SAMPLE_PACE ?? 20))
    Add-Content -Path effects.log -Value "end $Text"
}

function New-AzSqlDatabase { param([string]$ServerName, [string]$DatabaseName) Invoke-Stage "database $ServerName/$DatabaseName" }
function New-AzVM { param([string]$Name, [string]$ResourceGroupName) Invoke-Stage "vm $ResourceGroupName/$Name" }
function New-AzLoadBalancer { param([string]$Name, [string]$ResourceGroupName) Invoke-Stage "balancer $ResourceGroupName/$Name" }

Export-ModuleMember -Function New-AzSqlDatabase, New-AzVM, New-AzLoadBalancer
