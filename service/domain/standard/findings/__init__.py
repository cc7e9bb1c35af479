"""Every kind of finding that reading and casting can give, by the carrier it is about."""
