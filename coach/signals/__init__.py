"""Signals: measures of a body, named as a physiotherapist names them; NaN where a landmark that they need could not be seen.

The measure of a signal takes the body now, the body at rest before this repetition, and the working side. Where it says "change"
it compares the two, which cancels what is constant: the camera's tilt, the build of the body, and the estimator's own bias (it
reads a straight knee as 14 to 17 degrees bent). Where both would do, a measure is taken in the picture's plane rather than in
space: the estimator's depth is less exact.
"""
