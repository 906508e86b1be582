"""Charts that the server draws: pure functions from figures to markup. Colours are those of charts.css."""
