"""The steps between reading and writing; one file is one step."""
