"""Windows says when the screen is locked, the account is left or the computer goes to sleep; then the
office locks too.
"""

import ctypes
import sys
from ctypes import wintypes

GENERIC = b"windows_generic_MSG"
SESSION_CHANGE, POWER = 0x02B1, 0x0218  # WM_WTSSESSION_CHANGE, WM_POWERBROADCAST
CONSOLE_LEFT, REMOTE_LEFT, LOGGED_OFF, SCREEN_LOCKED = (
    2,
    4,
    6,
    7,
)  # WTS_CONSOLE_DISCONNECT, _REMOTE_…, _SESSION_LOGOFF, _LOCK
SUSPEND = 4  # PBT_APMSUSPEND, also told when the lid is closed and that means sleep
THIS_SESSION = 0

if sys.platform == "win32":

    def ask_for_session_changes(window: int) -> bool:
        """From now on this window (its handle) is told about its session; power changes every window is
        told anyway.
        """
        return bool(
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(window), THIS_SESSION)
        )
else:

    def ask_for_session_changes(_window: int) -> bool:
        """Elsewhere nothing is told; idleness still locks."""
        return False


def says_goodbye(kind: bytes, message: int) -> bool:
    """Whether a native message (the address of a MSG of Windows) means that nobody sits here any more."""
    if kind != GENERIC:
        return False
    told = wintypes.MSG.from_address(message)
    if told.message == SESSION_CHANGE:
        return told.wParam in (CONSOLE_LEFT, REMOTE_LEFT, SCREEN_LOCKED, LOGGED_OFF)
    return bool(told.message == POWER and told.wParam == SUSPEND)
