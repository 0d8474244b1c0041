function Process-Item { param($Item) "item $Item" }
