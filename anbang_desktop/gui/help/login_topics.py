"""Where the manual speaks of what can be on show before the unlock, by the name of its class. Light: the
first window must not wait for the records.
"""

from collections.abc import Mapping

START = "start"
LOGIN: Mapping[str, str] = {"Unlock": "unlock", "FirstRun": "first", "Forgotten": "forgotten"}
ANYWHERE: Mapping[str, str] = {"TroubleBox": "trouble", "Reader": "start.help"}
