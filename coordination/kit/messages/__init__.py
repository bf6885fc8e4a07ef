"""The Dutch texts: taken from the code, kept in locale/, compiled without gettext's programs."""
