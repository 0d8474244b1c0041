# Renews a certificate again and again, sleeping in between; the sleep survives a restart and does not begin again.
using module ./Certificates.psm1

workflow Update-Certificate {
    param([string]$Name = 'www', [int]$Times = 3, [double]$WaitSeconds = 86400)

    foreach ($serial in 1..$Times) {
        $certificate = New-SampleCertificate -Name $Name -Serial $serial
        Write-Output "renewed $($certificate.Name), serial $($certificate.Serial)"
        if ($serial -lt $Times) {
            Checkpoint-Workflow
            Start-Sleep -Seconds $WaitSeconds
        }
    }
    Write-Output 'no more renewals'
}
