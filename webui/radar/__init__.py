"""The radar: how much is reported of each topic and name, against what is normal."""
