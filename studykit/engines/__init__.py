"""Engines: one file is one way of thinking about an episode."""
