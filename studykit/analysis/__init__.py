"""Finds in speech what is worth learning: topics, points, terms, explanations, questions and answers."""
