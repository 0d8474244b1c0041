function Process-Item { param($Item) }
