function Deploy-WebTier { 'web up' }
function Deploy-AppTier { 'application up' }
function Deploy-DatabaseTier { 'database up' }
