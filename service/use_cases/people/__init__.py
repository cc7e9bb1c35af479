"""People and organisations: registered, signed in, recognised and signed out."""
