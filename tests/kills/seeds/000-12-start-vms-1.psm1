function Start-AzVM { param($Name, $ResourceGroupName) }
