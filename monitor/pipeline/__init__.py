"""The use cases: each takes the stages and the store through one job."""
