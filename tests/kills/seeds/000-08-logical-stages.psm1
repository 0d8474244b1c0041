function Deploy-Infrastructure { 'infrastructure ready' }
function Deploy-Application { 'application deployed' }
function Configure-Settings { 'settings configured' }
function Run-Tests { 'tests passed' }
