"""A page, a text or a feed's markup becomes an article's clean text."""
