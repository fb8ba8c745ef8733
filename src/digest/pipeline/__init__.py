"""The street: the only place that knows the order of the stages.

`collect.collect` fetches, parses and stores; `pages.read_pages` fetches and extracts; `assemble.assemble` groups, ranks, summarises
into an `Edition`. Nothing is imported here, so that a run loads only what it does.
"""
