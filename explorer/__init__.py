"""What asks the map: the Explorer, the views of its answers, and the command line."""
