"""Flask: the pages for the three kinds of user, sign-in, errors and health."""
