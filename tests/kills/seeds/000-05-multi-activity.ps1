# from 000_07d3ace2d5072899.txt, block 5: download, process, upload with a checkpoint after the first two
workflow Multi-Activity-Workflow {
    Write-Output "Activity 1: Download files"
    InlineScript {
        # Activity 1: Download 100 files (5 minutes)
        1..100 | ForEach-Object {
            Invoke-WebRequest -Uri "https://storage/file$_.zip" -OutFile "C:\Files\file$_.zip"
        }
    }
    Write-Output "✓ Activity 1 complete"
    Checkpoint-Workflow  # Checkpoint after Activity 1
    
    Write-Output "Activity 2: Process files"
    InlineScript {
        # Activity 2: Process files (10 minutes)
        Get-ChildItem "C:\Files\*.zip" | ForEach-Object {
            Expand-Archive $_.FullName -DestinationPath "C:\Processed"
        }
    }
    Write-Output "✓ Activity 2 complete"
    Checkpoint-Workflow  # Checkpoint after Activity 2
    
    Write-Output "Activity 3: Upload results"
    InlineScript {
        # Activity 3: Upload to cloud (3 minutes)
        Get-ChildItem "C:\Processed" | ForEach-Object {
            Copy-Item $_.FullName -Destination "\\cloud-storage\results"
        }
    }
    Write-Output "✓ Activity 3 complete"
}

# The call
Multi-Activity-Workflow -AsJob | Wait-Job | Out-Null
