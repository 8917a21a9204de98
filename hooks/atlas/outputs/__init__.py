"""One module an output. Each opens with the addresses that it makes."""
