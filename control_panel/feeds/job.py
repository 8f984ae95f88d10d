"""How a child process is tied to the life of its parent, per system.

Linux: the kernel kills the child when its parent dies (PR_SET_PDEATHSIG). Windows: a Job Object
that kills everything in it when its last handle closes. macOS has neither; there the warden's
pipe alone ends the program.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

PR_SET_PDEATHSIG = 1
JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE = 0x2000
EXTENDED_LIMIT_INFORMATION = 9

_job: Any = None
"""The Job Object's handle: held open for as long as this process lives."""


def die_with_parent() -> None:
    """Have this process killed when its parent dies, also while it is stopped (Linux only)."""
    if sys.platform == "linux":
        _pdeathsig()()


def _pdeathsig() -> Callable[[], object]:
    """The kernel call, looked up beforehand: after a fork nothing may be imported."""
    if sys.platform == "win32":
        return lambda: None
    import ctypes
    import signal

    prctl = ctypes.CDLL(None).prctl
    kill = int(signal.SIGKILL)
    return lambda: prctl(PR_SET_PDEATHSIG, kill)


def ties() -> dict[str, Any]:
    """Arguments for Popen: a group of its own, and on Linux the kernel's tie to the parent."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    if sys.platform == "linux":
        return {"start_new_session": True, "preexec_fn": _pdeathsig()}
    return {"start_new_session": True}


def tie_to_this_process(process: Any) -> None:
    """Put a child (a Popen) into a Job Object that ends with this process (Windows only)."""
    global _job  # one job a process, held until it ends
    if sys.platform != "win32":
        return
    import ctypes

    kernel = ctypes.windll.kernel32
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    if _job is None:
        _job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        limits = _limits()
        kernel.SetInformationJobObject(
            _job, EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits)
        )
    kernel.AssignProcessToJobObject(_job, ctypes.c_void_p(int(process._handle)))


def _limits() -> Any:
    """A JOBOBJECT_EXTENDED_LIMIT_INFORMATION that says: kill what is in the job at its end."""
    import ctypes
    from ctypes import c_int64, c_size_t, c_uint32, c_uint64

    class Basic(ctypes.Structure):
        _fields_ = [
            ("per_process_user_time", c_int64),
            ("per_job_user_time", c_int64),
            ("limit_flags", c_uint32),
            ("minimum_working_set", c_size_t),
            ("maximum_working_set", c_size_t),
            ("active_process_limit", c_uint32),
            ("affinity", c_size_t),
            ("priority_class", c_uint32),
            ("scheduling_class", c_uint32),
        ]

    class Extended(ctypes.Structure):
        _fields_ = [
            ("basic", Basic),
            ("io", c_uint64 * 6),
            ("process_memory", c_size_t),
            ("job_memory", c_size_t),
            ("peak_process_memory", c_size_t),
            ("peak_job_memory", c_size_t),
        ]

    limits = Extended()
    limits.basic.limit_flags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
    return limits
