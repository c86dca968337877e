"""Video in and out: decoding, sampling, segments, annotation, many jobs at once."""
