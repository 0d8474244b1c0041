function Start-AzVM { param($Name, $ResourceGroupName, [switch]$NoWait) }
