# from 000_07d3ace2d5072899.txt, block 19: the throttle limit computed by a switch with script-block clauses
workflow Dynamic-Throttle {
    param([string[]]$Items)
    
    # Adjust throttle based on item count
    $throttle = switch ($Items.Count) {
        {$_ -le 10}    { 5 }   # Small: Low concurrency
        {$_ -le 100}   { 10 }  # Medium: Moderate concurrency
        {$_ -le 1000}  { 20 }  # Large: High concurrency
        default        { 50 }  # Very large: Max concurrency
    }
    
    Write-Output "Processing $($Items.Count) items with throttle limit: $throttle"
    
    ForEach -Parallel -ThrottleLimit $throttle ($item in $Items) {
        InlineScript {
            Process-Item -Item $using:item
        }
    }
}

# The call
Dynamic-Throttle -Items (1..101) -AsJob | Wait-Job | Out-Null
