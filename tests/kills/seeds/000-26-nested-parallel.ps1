# from 000_07d3ace2d5072899.txt, block 26: ForEach -Parallel inside ForEach -Parallel, a checkpoint in the outer one
workflow Nested-Parallel {
    $regions = @("East US", "West US", "Central US")
    
    # Process each region (outer parallelism)
    ForEach -Parallel ($region in $regions) {
        Write-Output "Processing region: $region"
        
        $resourceGroups = InlineScript {
            Get-AzResourceGroup -Location $using:region
        }
        
        # Process resource groups within region (nested parallelism)
        ForEach -Parallel -ThrottleLimit 10 ($rg in $resourceGroups) {
            InlineScript {
                $resources = Get-AzResource -ResourceGroupName $using:rg.ResourceGroupName
                foreach ($resource in $resources) {
                    # Process each resource
                    Set-AzResource -ResourceId $resource.ResourceId -Tag @{Region=$using:region} -Force
                }
            }
        }
        
        # Checkpoint after each region
        Checkpoint-Workflow
    }
}

# The call
Nested-Parallel -AsJob | Wait-Job | Out-Null
