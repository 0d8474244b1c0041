# from 000_07d3ace2d5072899.txt, block 3: four deployment stages, a checkpoint after each
workflow Deploy-MultiTierApplication {
    param([string]$Environment)
    
    Write-Output "=== Stage 1: Deploy Database ==="
    InlineScript {
        # Deploy database (takes 10 minutes)
        New-AzSqlDatabase -ServerName "sql-server" -DatabaseName "appdb"
    }
    Write-Output "✓ Database deployed"
    Checkpoint-Workflow  # Checkpoint 1
    
    Write-Output "=== Stage 2: Deploy Web Tier ==="
    InlineScript {
        # Deploy web VMs (takes 15 minutes)
        New-AzVM -Name "web01" -ResourceGroupName "rg-app"
        New-AzVM -Name "web02" -ResourceGroupName "rg-app"
    }
    Write-Output "✓ Web tier deployed"
    Checkpoint-Workflow  # Checkpoint 2
    
    Write-Output "=== Stage 3: Deploy App Tier ==="
    InlineScript {
        # Deploy app VMs (takes 15 minutes)
        New-AzVM -Name "app01" -ResourceGroupName "rg-app"
        New-AzVM -Name "app02" -ResourceGroupName "rg-app"
    }
    Write-Output "✓ App tier deployed"
    Checkpoint-Workflow  # Checkpoint 3
    
    Write-Output "=== Stage 4: Configure Load Balancer ==="
    InlineScript {
        # Configure load balancer (takes 5 minutes)
        New-AzLoadBalancer -Name "lb-app" -ResourceGroupName "rg-app"
    }
    Write-Output "✓ Load balancer configured"
    Checkpoint-Workflow  # Checkpoint 4
    
    Write-Output "🎉 Deployment complete!"
}

# The call
Deploy-MultiTierApplication -Environment test -AsJob | Wait-Job | Out-Null
