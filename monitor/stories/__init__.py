"""Which reports tell of one event: copies and credit, what each report tells, grouping. Pure: no I/O, no clock."""
