"""What rebuilds the weights that the program ships from episodes that do not belong to this repository."""
