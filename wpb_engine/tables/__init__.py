"""The tables that people fill in, one model a row: fields, wording and limits."""
