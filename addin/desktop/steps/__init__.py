"""The steps of the self-test, X01 to X17, over a small protocol of Excel."""
