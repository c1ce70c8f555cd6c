"""The drivers of the forecast, one module each (guidance 4.2)."""
