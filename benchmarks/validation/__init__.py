"""How right the coach is, measured on recordings whose truth is known, and written as a page."""
