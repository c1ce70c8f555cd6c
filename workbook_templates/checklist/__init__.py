"""The checklist of twenty rules that every template and every export must keep."""
