"""What a report tells: sums, numbers, days."""
