"""A process shuts itself off: no new file, socket, program or process, and an end to memory; what is open stays open.

Each system is given what it knows. Linux gets all of it: limits of resources, and a filter of system calls that lets
pass only what arithmetic, memory and open pipes need, or, for work that needs files, all but the network. Other Unix
systems get the limits; Windows gets neither, and there a pool can only end what takes too long.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_ALLOWED = {
    # Numbers of asm/unistd.h by name, so that a reader can check them; a call that a machine lacks is left out.
    "x86_64": """
        read 0 write 1 close 3 fstat 5 poll 7 lseek 8 mmap 9 mprotect 10 munmap 11 brk 12 rt_sigaction 13
        rt_sigprocmask 14 rt_sigreturn 15 pread64 17 readv 19 writev 20 sched_yield 24 mremap 25 mincore 27 madvise 28
        nanosleep 35 getitimer 36 setitimer 38 getpid 39 exit 60 uname 63 gettimeofday 96 getrusage 98 sysinfo 99
        times 100 sigaltstack 131 gettid 186 futex 202 sched_getaffinity 204 restart_syscall 219 clock_gettime 228
        clock_getres 229 clock_nanosleep 230 exit_group 231 tgkill 234 getcpu 309 getrandom 318 membarrier 324 rseq 334
    """,
    "aarch64": """
        close 57 lseek 62 read 63 write 64 readv 65 writev 66 pread64 67 ppoll 73 fstat 80 exit 93 exit_group 94
        futex 98 nanosleep 101 getitimer 102 setitimer 103 clock_gettime 113 clock_getres 114 clock_nanosleep 115
        sched_getaffinity 123 sched_yield 124 restart_syscall 128 tgkill 131 sigaltstack 132 rt_sigaction 134
        rt_sigprocmask 135 rt_sigreturn 139 times 153 uname 160 getrusage 165 gettimeofday 169 getcpu 168 getpid 172
        gettid 178 sysinfo 179 brk 214 munmap 215 mremap 216 mmap 222 mprotect 226 mincore 232 madvise 233
        getrandom 278 membarrier 283 rseq 293
    """,
}
_REACHING = {
    # What reaches another machine, and another process that may: those calls and the ways around them.
    "x86_64": "socket 41 connect 42 ptrace 101 process_vm_writev 311 io_uring_setup 425 pidfd_getfd 438",
    "aarch64": "ptrace 117 socket 198 connect 203 process_vm_writev 271 io_uring_setup 425 pidfd_getfd 438",
}
_OTHER_NUMBERS = 0x40000000
"""From here on the kernel of x86_64 knows the same calls by other numbers."""
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_SET_PARENT_DEATH_SIGNAL, _SET_NO_NEW_PRIVILEGES = 1, 38
_KILL_SIGNAL, _REFUSED = 9, 1
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_NOT_LESS, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _ERROR, _KILL = 0x7FFF0000, 0x00050000, 0x80000000


def end_with_parent() -> None:
    """End this process when the one that started it ends, however that ended; where the system cannot, do nothing."""
    if sys.platform == "linux":
        _libc().prctl(_SET_PARENT_DEATH_SIGNAL, _KILL_SIGNAL, 0, 0, 0)


def limit(memory: int) -> None:
    """Allow so many bytes of memory beside what is in use now, and no new file, file contents, process or dump.

    macOS takes no notice of the limit on memory; Windows has no limits.
    """
    if sys.platform == "win32":  # pragma: no cover
        return
    import resource

    for name, most in {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_AS: _in_use + memory if (_in_use := _addresses()) else resource.RLIM_INFINITY,
    }.items():
        _, hard = resource.getrlimit(name)
        resource.setrlimit(name, (most, most) if hard == resource.RLIM_INFINITY or most <= hard else (hard, hard))


def spare(memory: int, processor: int, file: int) -> None:
    """Allow bytes of addresses, seconds of processor time and bytes in one file, where the system can limit them.

    For work on what strangers sent that has to write files, which `limit` does not allow.
    """
    if sys.platform == "win32":  # pragma: no cover
        return
    import resource

    limits = {resource.RLIMIT_AS: memory, resource.RLIMIT_CPU: processor, resource.RLIMIT_FSIZE: file}
    for name, most in {**limits, resource.RLIMIT_CORE: 0}.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(name, (most, most))


def filter_calls() -> bool:
    """Let the kernel refuse all other system calls to every thread from now on; False where it knows no such filter."""
    return _filtered(_ALLOWED, _ALLOW, _ERROR | _REFUSED)


def stay_offline() -> bool:
    """Let the kernel refuse sockets to every thread and every process started from now on; False where it cannot.

    For work on what strangers sent that needs files, which `filter_calls` refuses. What is open stays open.
    """
    return _filtered(_REACHING, _ERROR | _REFUSED, _ALLOW)


def _filtered(calls: Mapping[str, str], listed: int, others: int) -> bool:
    machine = platform.machine()
    if sys.platform != "linux" or machine not in calls:
        return False
    numbers = [int(word) for word in calls[machine].split() if word.isdigit()]
    program = _program(_AUDIT[machine], numbers, listed, others)
    buffer = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    libc = _libc()
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.syscall(_SECCOMP[machine], _SET_MODE_FILTER, _ALL_THREADS, head) == 0)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _addresses() -> int:
    """Size in bytes of this process' address space; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _program(audit: int, numbers: Sequence[int], listed: int, others: int) -> bytes:
    """The filter as instructions of the Berkeley packet filter: code, jump if true, jump if false, operand.

    It ends in what becomes of numbers that are not listed, of those that are, and of calls by other numbers.
    """
    steps = [(_LOAD, 0, 0, 4), (_JUMP_IF_EQUAL, 1, 0, audit), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    steps += [(_JUMP_IF_NOT_LESS, len(numbers) + 2, 0, _OTHER_NUMBERS)]
    steps += [(_JUMP_IF_EQUAL, len(numbers) - n, 0, number) for n, number in enumerate(numbers)]
    steps += [(_RETURN, 0, 0, others), (_RETURN, 0, 0, listed), (_RETURN, 0, 0, _ERROR | _REFUSED)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
