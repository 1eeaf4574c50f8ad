"""Training of the Dutch parser; needs torch and onnx, which running does not."""
