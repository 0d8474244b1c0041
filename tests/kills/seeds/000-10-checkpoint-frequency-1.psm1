function Process-Item { param($Id) }
