"""What one types after ./qianshan, one module each."""
