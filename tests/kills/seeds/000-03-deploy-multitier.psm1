function New-AzSqlDatabase { param($ServerName, $DatabaseName) }
function New-AzVM { param($Name, $ResourceGroupName) }
function New-AzLoadBalancer { param($Name, $ResourceGroupName) }
