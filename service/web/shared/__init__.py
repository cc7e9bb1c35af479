"""What all pages share: words, languages, notation, errors, headers and health."""
