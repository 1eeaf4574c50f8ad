"""Evaluation: what was found in texts, held against what people found in them."""
