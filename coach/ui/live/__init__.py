"""The live page: its component, and the socket beside the pages over which it is coached."""
