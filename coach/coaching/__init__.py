"""What to say: cues, speech, summaries; the coach (poses in, feedback out), the hands-free workout and free practice."""
