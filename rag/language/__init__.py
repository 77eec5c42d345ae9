"""Knowledge of Chinese and English text: pure functions and the tables that they read."""
