"""The street: the only place that knows the order of the stages.

`ask.ask_all` fetches and parses, `collect.collect` stores too; `pages.read_pages` fetches and extracts; `assemble.assemble` groups,
ranks, summarises into an `Edition`. Nothing is imported here, so that a run loads only what it does.
"""
