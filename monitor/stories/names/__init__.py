"""People, agencies, firms, weapons and programmes, in every spelling."""
