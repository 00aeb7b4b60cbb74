"""What tools answer with: parameters, shapes, addresses, and what was said."""
