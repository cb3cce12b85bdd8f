"""Measurements that are run by hand, on real files that do not belong to this repository."""
