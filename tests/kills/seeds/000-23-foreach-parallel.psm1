function Configure-Server { param($Name) "configured $Name" }
