"""From the ledger to the baseline (guidance 4.1; steps 6 to 10, 12, 13)."""
