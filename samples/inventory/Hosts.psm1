# Stand-ins for hosts that answer questions about themselves.

function Get-HostFact {
    param([string]$ComputerName, [hashtable]$Options)
    Start-Sleep -Milliseconds ([int]($env:SAMPLE_PACE ?? 20))
    Add-Content -Path effects.log -Value "fact $ComputerName"
    [pscustomobject]@{ Host = $ComputerName; Memory = $ComputerName.Length * $Options.Unit; Tags = @($Options.Tags) }
}

Export-ModuleMember -Function Get-HostFact
