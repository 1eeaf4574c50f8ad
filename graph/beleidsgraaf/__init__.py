"""beleidsgraaf reads Dutch policy texts about digital government and writes a knowledge graph that one can trust."""
