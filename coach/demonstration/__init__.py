"""A made-up person who shows the exercises: forward kinematics from joint angles, and drawings of what they give."""
