"""What the names of TensorFlow below Keras mean."""
