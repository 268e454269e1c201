"""A finished site folder → what is carried to where there is no internet; the site does not need it."""
