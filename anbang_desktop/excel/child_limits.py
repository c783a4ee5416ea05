"""A ceiling on memory and processor time of the present process: rlimit on Linux, a job object on Windows."""

import math
import sys
import time
from pathlib import Path

from anbang_desktop.excel.limits import Limits


def limit(limits: Limits) -> None:
    """From here on this process may grow by ``limits.memory`` and use ``limits.seconds`` of processor
    time.
    """
    if sys.platform == "win32":
        _limit_windows(limits)
    else:
        _limit_unix(limits)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _PROCESS_TIME, _PROCESS_MEMORY, _KILL_ON_CLOSE, _EXTENDED = 0x2, 0x100, 0x2000, 9
    _TICKS = 10_000_000  # of Windows' clock in a second
    OUT_OF_TIME = frozenset({1816, 0xC0000044})  # ERROR_NOT_ENOUGH_QUOTA, STATUS_QUOTA_EXCEEDED

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("Basic", _Basic),
            ("Io", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def _limit_windows(limits: Limits) -> None:
        """Best effort: where a job object is not to be had, time and size limits still hold."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None)
        wanted = _Extended()
        wanted.Basic.LimitFlags = _PROCESS_TIME | _PROCESS_MEMORY | _KILL_ON_CLOSE
        wanted.Basic.PerProcessUserTimeLimit = int((limits.seconds + time.process_time()) * _TICKS)
        wanted.ProcessMemoryLimit = (
            limits.memory + 256 * 1024 * 1024
        )  # Windows counts the child's own start too
        if kernel.SetInformationJobObject(
            wintypes.HANDLE(job), _EXTENDED, ctypes.byref(wanted), ctypes.sizeof(wanted)
        ):
            kernel.AssignProcessToJobObject(wintypes.HANDLE(job), wintypes.HANDLE(kernel.GetCurrentProcess()))

else:
    import resource
    import signal

    OUT_OF_TIME = frozenset({-signal.SIGXCPU})

    def _limit_unix(limits: Limits) -> None:
        now = _address_space()
        resource.setrlimit(resource.RLIMIT_AS, (now + limits.memory, now + limits.memory))
        seconds = math.ceil(limits.seconds + time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _address_space() -> int:
        try:
            return (
                int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
            )
        except OSError:
            return 0
