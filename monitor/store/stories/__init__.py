"""Stories: grouped by the machine, edited by people, weighed and told."""
