"""What questions answer with: frozen records."""
