"""The steps of the self-test, X01 to X18, over a small protocol of Excel."""
