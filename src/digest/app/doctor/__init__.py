"""What is wrong with an installation, and what mends it: found without the network, and without changing anything.

examination   every check, each of which returns findings
own           the person's side: feeds.yaml, the feeds, the mail
state         the file in which everything is kept
machine       the program, the clock, the language, the way to the network, the terminal
cron          the same checks, made where cron would start the program
"""

from __future__ import annotations

from digest.app.doctor.cron import examine_under_cron, to_json
from digest.app.doctor.examination import examine

__all__ = ["examine", "examine_under_cron", "to_json"]
