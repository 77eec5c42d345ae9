"""What is known about Chinese and English text: strings in, plain values out; pure functions."""
