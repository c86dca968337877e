"""A form coach for gluteus-medius exercises: poses in, counted and judged repetitions out."""

__version__ = "0.1.0"
