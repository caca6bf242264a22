"""What comes over the network: the tables of a map, fetched from whoever publishes it."""
