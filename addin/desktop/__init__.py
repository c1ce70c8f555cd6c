"""Excel on Windows: the way from its worksheet functions and buttons to ours."""
