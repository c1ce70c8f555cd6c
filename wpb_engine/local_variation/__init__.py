"""The statement that the law asks for (guidance 4.3.1; step 22)."""
