"""What happens again and again, built once: these packages know nothing of charity."""
