"""How fast the site builds and is served. Run with scripts/ on the path: PYTHONPATH=scripts python -m benchmarking.benchmark"""
