"""What the names of PyTorch and its kin mean."""
