"""What maintainers run. Nothing above imports it."""
