"""What answers many questions of one store, whoever asks: pages, programs, assistants."""
