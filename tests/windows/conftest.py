"""Only Windows has these manners; elsewhere nothing of this folder is collected (build/dev.py windows runs
it under Wine).
"""

import sys

collect_ignore_glob = [] if sys.platform == "win32" else ["test_*.py"]
