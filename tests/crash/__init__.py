"""Programs that kill, starve and damage, and prove that an index survives them."""
