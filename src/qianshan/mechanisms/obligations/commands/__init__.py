"""Writing down what became of duties."""
