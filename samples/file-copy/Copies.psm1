# Makes a set of files to copy, and copies one of them with a note in effects.log.

function New-SampleFileSet {
    param([string]$Path, [int]$Count)
    foreach ($i in 1..$Count) {
        $folder = Join-Path $Path "part$($i % 3)"
        if (-not (Test-Path $folder)) { New-Item -Path $folder -ItemType Directory -Force | Out-Null }
        Set-Content -Path (Join-Path $folder "file$i.txt") -Value ("line of file $i`n" * $i) -NoNewline
    }
}

function Copy-OneFile {
    param([string]$From, [string]$To)
    $folder = Split-Path $To -Parent
    if (-not (Test-Path $folder)) { New-Item -Path $folder -ItemType Directory -Force | Out-Null }
    Start-Sleep -Milliseconds ([int]($env:SAMPLE_PACE ?? 20))
    Copy-Item -Path $From -Destination $To -Force
    Add-Content -Path effects.log -Value "copied $(Split-Path $From -Leaf)"
}

Export-ModuleMember -Function New-SampleFileSet, Copy-OneFile
