"""From financial years to the contract (guidance 4.3; steps 1, 19 to 21)."""
