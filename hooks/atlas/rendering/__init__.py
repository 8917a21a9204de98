"""How a fact reads, and what a page is made of."""
