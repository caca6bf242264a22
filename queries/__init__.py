"""The questions: one `.cypher` file each, the records they answer with, and how they are asked."""
