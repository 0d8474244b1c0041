# from 000_07d3ace2d5072899.txt, block 12: ten VMs one by one, then all at once with ForEach -Parallel
# SEQUENTIAL: Start 10 VMs one by one
workflow Start-VMs-Sequential {
    $vmNames = @("vm01", "vm02", "vm03", "vm04", "vm05", "vm06", "vm07", "vm08", "vm09", "vm10")
    
    foreach ($vmName in $vmNames) {
        InlineScript {
            Start-AzVM -Name $using:vmName -ResourceGroupName "rg-vms"
        }
    }
}
# Time: 10 VMs × 30 seconds each = 5 minutes

# PARALLEL: Start all 10 VMs simultaneously
workflow Start-VMs-Parallel {
    $vmNames = @("vm01", "vm02", "vm03", "vm04", "vm05", "vm06", "vm07", "vm08", "vm09", "vm10")
    
    ForEach -Parallel ($vmName in $vmNames) {
        InlineScript {
            Start-AzVM -Name $using:vmName -ResourceGroupName "rg-vms"
        }
    }
}
# Time: 30 seconds (all start simultaneously)
# Speedup: 10x faster! ✅

# The call
Start-VMs-Sequential -AsJob | Wait-Job | Out-Null
