# from 000_07d3ace2d5072899.txt, block 15: fifty servers, ten at a time, remote query in an InlineScript
# Adapted: `Start-Sleep -Seconds 10` is `Start-Sleep -Seconds 0`.
workflow Process-Servers-Parallel {
    $servers = 1..50 | ForEach-Object { "server$($_.ToString('D2'))" }
    
    ForEach -Parallel -ThrottleLimit 10 ($server in $servers) {
        Write-Output "Processing: $server (Worker: $(Get-Date))"
        
        InlineScript {
            # Simulate server processing (10 seconds each)
            Start-Sleep -Seconds 0
            
            # Actual work
            Invoke-Command -ComputerName $using:server -ScriptBlock {
                Get-Service | Where-Object Status -eq "Stopped"
            }
        }
        
        Write-Output "✓ Completed: $server"
    }
}

# Sequential: 50 servers × 10 seconds = 500 seconds (8.3 minutes)
# Parallel (no throttle): 10 seconds (all at once, but may overload)
# Parallel (throttle 10): 50 seconds (5 batches of 10)
# Speedup: 10x faster than sequential ✅

# The call
Process-Servers-Parallel -AsJob | Wait-Job | Out-Null
