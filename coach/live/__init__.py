"""Live coaching, whatever brings the pictures: from messages of a camera to answers for a page."""
