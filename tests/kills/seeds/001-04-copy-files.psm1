function Copy-Item { param($Path, $Destination) }
