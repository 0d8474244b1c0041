function Process-Item { param($Item) "done $Item" }
