# from 000_07d3ace2d5072899.txt, block 20: file copy with retries, checkpoints, progress and verification
workflow Copy-LargeFileSet {
    param(
        [string]$SourcePath = "\\source-server\data",
        [string]$DestinationPath = "\\backup-server\data",
        [int]$ThrottleLimit = 50
    )
    
    Write-Output "=== Starting file copy workflow ==="
    Write-Output "Source: $SourcePath"
    Write-Output "Destination: $DestinationPath"
    Write-Output "Throttle Limit: $ThrottleLimit concurrent copies"
    
    # Get all files to copy
    $files = InlineScript {
        Get-ChildItem -Path $using:SourcePath -File -Recurse |
            Select-Object FullName, Name, Length
    }
    
    $totalFiles = $files.Count
    $totalSizeGB = [Math]::Round(($files | Measure-Object -Property Length -Sum).Sum / 1GB, 2)
    
    Write-Output "Found $totalFiles files (Total: $totalSizeGB GB)"
    Checkpoint-Workflow  # Checkpoint 1: File list retrieved
    
    # Copy files in parallel with throttling
    $copiedCount = 0
    
    ForEach -Parallel -ThrottleLimit $ThrottleLimit ($file in $files) {
        $sourceFile = $file.FullName
        $relativePath = $sourceFile.Replace($SourcePath, "")
        $destFile = Join-Path $DestinationPath $relativePath
        
        InlineScript {
            # Create destination directory if needed
            $destDir = Split-Path $using:destFile -Parent
            if (-not (Test-Path $destDir)) {
                New-Item -Path $destDir -ItemType Directory -Force | Out-Null
            }
            
            # Copy file with retry logic
            $maxRetries = 3
            $retryCount = 0
            $copied = $false
            
            while (-not $copied -and $retryCount -lt $maxRetries) {
                try {
                    Copy-Item -Path $using:sourceFile -Destination $using:destFile -Force
                    $copied = $true
                    Write-Output "✓ Copied: $($using:file.Name) ($([Math]::Round($using:file.Length / 1MB, 2)) MB)"
                }
                catch {
                    $retryCount++
                    if ($retryCount -lt $maxRetries) {
                        Write-Output "⚠ Retry $retryCount for $($using:file.Name): $_"
                        Start-Sleep -Seconds (2 * $retryCount)  # Exponential backoff
                    }
                    else {
                        Write-Error "✗ Failed to copy $($using:file.Name) after $maxRetries attempts: $_"
                    }
                }
            }
        }
        
        # Increment counter and checkpoint periodically
        $copiedCount++
        if ($copiedCount % 50 -eq 0) {
            Checkpoint-Workflow
            $percentComplete = [Math]::Round(($copiedCount / $totalFiles) * 100, 1)
            Write-Output "Progress: $copiedCount of $totalFiles files copied ($percentComplete%)"
        }
    }
    
    # Final checkpoint
    Checkpoint-Workflow
    
    Write-Output "=== Copy workflow completed ==="
    Write-Output "Total files copied: $totalFiles"
    Write-Output "Total size: $totalSizeGB GB"
    
    # Verify copy
    $verifyResults = InlineScript {
        $sourceCount = (Get-ChildItem -Path $using:SourcePath -File -Recurse).Count
        $destCount = (Get-ChildItem -Path $using:DestinationPath -File -Recurse).Count
        
        [PSCustomObject]@{
            SourceFiles = $sourceCount
            DestinationFiles = $destCount
            Match = ($sourceCount -eq $destCount)
        }
    }
    
    if ($verifyResults.Match) {
        Write-Output "✓ Verification passed: Source and destination file counts match"
    }
    else {
        Write-Warning "⚠ Verification warning: File counts don't match"
        Write-Output "Source: $($verifyResults.SourceFiles), Destination: $($verifyResults.DestinationFiles)"
    }
}

# The call
New-Item -ItemType Directory src/sub | Out-Null
1..55 | ForEach-Object { Set-Content "src/f$_" $_ }
Set-Content src/sub/last 'last'
Copy-LargeFileSet -SourcePath "$PWD/src" -DestinationPath "$PWD/dst" -ThrottleLimit 10 -AsJob | Wait-Job | Out-Null
