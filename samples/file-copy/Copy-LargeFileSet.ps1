# Copies a tree of files, several at once, with a checkpoint after every fifth file and a verification at the end.
using module ./Copies.psm1

workflow Copy-LargeFileSet {
    param([string]$SourcePath = 'source', [string]$DestinationPath = 'backup', [int]$ThrottleLimit = 4, [int]$Count = 20)

    InlineScript { New-SampleFileSet -Path $using:SourcePath -Count $using:Count }
    $files = InlineScript {
        $root = (Resolve-Path $using:SourcePath).Path
        Get-ChildItem -Path $using:SourcePath -File -Recurse |
            Sort-Object FullName |
            Select-Object Name, Length, @{ Name = 'Relative'; Expression = { $_.FullName.Substring($root.Length + 1) } }
    }
    $total = $files.Count
    $size = ($files | Measure-Object -Property Length -Sum).Sum
    Write-Output "Found $total files ($size bytes)"
    Checkpoint-Workflow

    $copied = 0
    foreach -parallel -throttlelimit $ThrottleLimit ($file in $files) {
        $from = Join-Path $SourcePath $file.Relative
        $to = Join-Path $DestinationPath $file.Relative
        InlineScript {
            $attempt = 0
            while ($true) {
                try { Copy-OneFile -From $using:from -To $using:to; break }
                catch {
                    $attempt++
                    if ($attempt -ge 3) { throw }
                    Start-Sleep -Milliseconds (100 * $attempt)
                }
            }
        }
        Write-Output "Copied: $($file.Name)"
        $workflow:copied++
        if ($workflow:copied % 5 -eq 0) { Checkpoint-Workflow }
    }
    Checkpoint-Workflow

    $result = InlineScript {
        [pscustomobject]@{
            Source = @(Get-ChildItem -Path $using:SourcePath -File -Recurse).Count
            Destination = @(Get-ChildItem -Path $using:DestinationPath -File -Recurse).Count
        }
    }
    if ($result.Source -eq $result.Destination) {
        Write-Output "Verified: $copied files copied"
    }
    else {
        Write-Warning "$($result.Destination) of $($result.Source) files are there"
    }
}
