# One item of a batch: takes a while and notes in effects.log that it was done.

function Invoke-Item {
    param([int]$Number)
    Start-Sleep -Milliseconds ([int]($env:SAMPLE_PACE ?? 20))
    Add-Content -Path effects.log -Value "item $Number"
    $Number * $Number
}

Export-ModuleMember -Function Invoke-Item
