"""What happened: the posture, where the camera stands, repetitions, their timing and form, and sets."""
