# Stand-ins for an accounting system.

function Get-Estimate {
    param([string]$Project)
    Start-Sleep -Milliseconds ([int]($env:SAMPLE_PACE ?? 20))
    Add-Content -Path effects.log -Value "estimate $Project"
    100 * $Project.Length
}

function Approve-Order {
    param([string]$Project, [int]$Amount, [string]$By)
    Start-Sleep -Milliseconds ([int]($env:SAMPLE_PACE ?? 20))
    Add-Content -Path effects.log -Value "order $Project"
    "ordered $Project for $Amount, approved by $By"
}

Export-ModuleMember -Function Get-Estimate, Approve-Order
