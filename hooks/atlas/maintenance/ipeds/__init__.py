"""From federal files to the schools of the site."""
