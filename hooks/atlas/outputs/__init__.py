"""One module per output. Each opens with the addresses that it produces."""
