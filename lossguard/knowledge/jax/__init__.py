"""What the names of JAX, optax and the libraries of modules around them mean."""
