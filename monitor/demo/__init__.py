"""An invented world of outlets and news on the loopback address, so that the product can be tried with no network."""
