"""The pages of the web app."""

from pathlib import Path
from typing import Final

ICON: Final = Path(__file__).with_name("icon.svg")
STYLE: Final = Path(__file__).with_name("app.css")
"""What the theme cannot say; Streamlit puts a file that ends so into the page as its style."""
CHOSEN_PERSON: Final = "whose"
"""The key in the session state of the id of the person who was chosen last, on any page."""
