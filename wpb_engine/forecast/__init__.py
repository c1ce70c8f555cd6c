"""From the baseline to each later year (guidance 4.2; steps 12, 14 to 16)."""
