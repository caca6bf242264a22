"""Analyses of a whole map of any size, by arrays: on one machine here, on several with `on_spark.py`."""
