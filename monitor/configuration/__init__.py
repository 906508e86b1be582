"""Settings and feeds as files that people edit: read, checked, written, compared with what runs."""
