# from 000_07d3ace2d5072899.txt, block 16: throttle limit 20 over a string[] parameter
workflow Start-AzureVMs {
    param([string[]]$VMNames)  # 200 VMs
    
    # ARM throttling: 800 requests per 5 minutes
    # Each Start-AzVM: ~3 API calls
    # Safe rate: ~250 VMs per 5 minutes
    # Therefore: Throttle to 20 concurrent operations
    
    ForEach -Parallel -ThrottleLimit 20 ($vmName in $VMNames) {
        InlineScript {
            Start-AzVM -Name $using:vmName -ResourceGroupName "rg-vms" -NoWait
        }
    }
}

# The call
Start-AzureVMs -VMNames (1..45 | ForEach-Object { "vm$_" }) -AsJob | Wait-Job | Out-Null
