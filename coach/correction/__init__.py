"""What a person corrects of what the coach counted and judged: kept beside it, and applied to it."""
