# from 003_f98cabf8712b6f01.txt, block 4: workflow with foreach -parallel, InlineScript, try/catch and $Using:
# Adapted: `-SoftwareName "ExampleApp"` is `-SoftwareName "ExampleApp" -AsJob | Wait-Job | Out-Null`.
workflow Install-SoftwareOnServers {
    Param(
        [string[]]$ServerList,
        [string]$SoftwareName
    )
    
    foreach -parallel ($Server in $ServerList) {
        InlineScript {
            try {
                Invoke-Command -ComputerName $Using:Server -ScriptBlock {
                    param($Software)
                    Install-Software -Name $Software
                    Write-Output "Success on $env:COMPUTERNAME"
                } -ArgumentList $Using:SoftwareName -ErrorAction Stop
            } catch {
                Write-Warning "Failed on $Using:Server: $($_.Exception.Message)"
            }
        }
    }
}

# Usage
Install-SoftwareOnServers -ServerList "Server1", "Server2", "Server3" -SoftwareName "ExampleApp" -AsJob | Wait-Job | Out-Null
