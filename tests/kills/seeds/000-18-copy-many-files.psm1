function Copy-Item { param($Path, $Destination) "$Path > $Destination" }
