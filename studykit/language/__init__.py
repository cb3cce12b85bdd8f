"""What the program knows of a language: sentences, parts of speech, word frequencies, cue words."""
