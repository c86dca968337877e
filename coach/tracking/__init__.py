"""The exerciser in each picture: who it is, and a skeleton that stays plausible and smooth."""
