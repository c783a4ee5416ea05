"""Keeps a window out of screen pictures, recordings and shared screens, where Windows can."""

import ctypes

LEFT_OUT, BLACK = 0x11, 0x01  # WDA_EXCLUDEFROMCAPTURE since Windows 10 2004, WDA_MONITOR before


def keep_from_capture(window: int) -> bool:
    """Whether the system left the window (its handle) out; elsewhere than on Windows nothing can be done."""
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return False
    ask = windows.user32.SetWindowDisplayAffinity
    return bool(ask(ctypes.c_void_p(window), LEFT_OUT) or ask(ctypes.c_void_p(window), BLACK))
