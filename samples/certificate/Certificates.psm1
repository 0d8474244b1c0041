# Stand-ins for a certificate authority.

function New-SampleCertificate {
    param([string]$Name, [int]$Serial)
    Start-Sleep -Milliseconds ([int]($env:SAMPLE_PACE ?? 20))
    Add-Content -Path effects.log -Value "certificate $Serial"
    [pscustomobject]@{ Name = $Name; Serial = $Serial }
}

Export-ModuleMember -Function New-SampleCertificate
