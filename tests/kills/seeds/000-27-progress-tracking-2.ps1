# from 000_07d3ace2d5072899.txt, block 27: a $workflow: counter, progress lines and checkpoints inside ForEach -Parallel
workflow Progress-Tracking {
    $items = 1..500
    $completed = 0
    $mutex = New-Object System.Threading.Mutex($false, "ProgressMutex")
    
    ForEach -Parallel -ThrottleLimit 25 ($item in $items) {
        InlineScript {
            Process-Item -Item $using:item
        }
        
        # Thread-safe counter increment
        $workflow:completed++
        
        # Checkpoint every 25 items
        if ($workflow:completed % 25 -eq 0) {
            Checkpoint-Workflow
            $percentComplete = [Math]::Round(($workflow:completed / 500) * 100, 1)
            Write-Output "Progress: $($workflow:completed)/500 ($percentComplete%)"
        }
    }
}

# The call
Progress-Tracking -AsJob | Wait-Job | Out-Null
