"""Reviews: what every decision of a finished run was worth, apart from the luck that it met."""
