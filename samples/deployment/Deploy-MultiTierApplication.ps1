# Deploys an application in four stages, with a checkpoint after each: what is finished is not done again after a crash.
using module ./Azure.psm1

workflow Deploy-MultiTierApplication {
    param([string]$Environment = 'test')

    Write-Output "=== Stage 1: database ($Environment) ==="
    InlineScript {
        New-AzSqlDatabase -ServerName 'sql-server' -DatabaseName "appdb-$using:Environment"
    }
    Write-Output 'Database deployed'
    Checkpoint-Workflow

    Write-Output '=== Stage 2: web tier ==='
    InlineScript {
        New-AzVM -Name 'web01' -ResourceGroupName 'rg-app'
        New-AzVM -Name 'web02' -ResourceGroupName 'rg-app'
    }
    Write-Output 'Web tier deployed'
    Checkpoint-Workflow

    Write-Output '=== Stage 3: application tier ==='
    parallel {
        InlineScript { New-AzVM -Name 'app01' -ResourceGroupName 'rg-app' }
        InlineScript { New-AzVM -Name 'app02' -ResourceGroupName 'rg-app' }
    }
    Write-Output 'Application tier deployed'
    Checkpoint-Workflow

    Write-Output '=== Stage 4: load balancer ==='
    InlineScript {
        New-AzLoadBalancer -Name 'lb-app' -ResourceGroupName 'rg-app'
    }
    Write-Output 'Load balancer configured'
    Checkpoint-Workflow

    Write-Output 'Deployment complete'
}
