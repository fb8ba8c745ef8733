"""The use cases: each wires the parts and returns data; nothing here prints.

today (and since)   make an edition, keep it, and note that it was delivered
editions            what was made: show, list, below the line, why, verify
feeds               the configuration: init, add, list, check
reading             the text of one article or page; the link to open
sample              a workspace of invented outlets
"""
