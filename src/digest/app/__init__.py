"""The use cases: each wires the parts and returns data; nothing here prints.

today (and since)   make an edition, keep it, and note that it was delivered
editions            what was made: show, list, below the line, why, verify
feeds               the configuration: init, add, list, check
reading             the text of one article or page; the link to open
configuration       the settings in use, and where each comes from
schedule            the daily job that works on this machine
doctor              what is wrong with an installation
sample              a workspace of invented outlets
"""
