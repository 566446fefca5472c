"""What a program and everything it starts asks of the kernel, recorded by strace: sockets, programs, files to write to."""

import os
import re

# Enough to see who is talked to, what is run and what is changed on the disk. Reading is everybody's right.
RECORDED = (
    "socket,connect,bind,open,openat,openat2,creat,mknod,mknodat,truncate,execve,execveat,"
    "rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,memfd_create,setxattr,lsetxattr,fsetxattr,syslog"
)
STARTED = re.compile(r"(\d+) +(\w+)\((.*)$")
UNFINISHED = " <unfinished ...>"
RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)$")
ENDED = re.compile(r"\) += (-?\w+|\?)(<.*>)?( .*)?$")
OPENING = ("open", "openat", "openat2", "creat")
NAMING = ("mknod", "mknodat", "truncate", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mkdir", "mkdirat", "setxattr", "lsetxattr")
WRITING = re.compile(r"\b(O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE)\b")
# A path, after the folder that it starts from, if any.
PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"([^"]*)"')


def wrapper(path):
    """The command before a program that has its calls written to a file. Other calls are not held up."""
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-o", path, "-e", f"trace={RECORDED}", "-e", "signal=none"]


class Call:
    """One call: its name, its arguments as strace writes them, and whether it succeeded."""

    def __init__(self, name, rest):
        self.name, self.text = name, f"{name}({rest}"
        end = ENDED.search(rest)
        self.arguments = rest[: end.start()] if end else rest
        # What was cut short by the end of the process may have succeeded.
        self.succeeded = not end or not end[1].startswith("-")

    def paths(self):
        """The paths in it, made absolute."""
        return [os.path.normpath(os.path.join(folder or "/", path)) for folder, path in PATH.findall(self.arguments)]

    def __repr__(self):
        return self.text[:400]


def recorded(path):
    """The calls in the order in which they began."""
    calls, open_calls = [], {}
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file.read().splitlines():
            started, resumed = STARTED.match(line), RESUMED.match(line)
            if started:
                process, name, rest = started.groups()
                at = len(calls)
                calls.append([name, rest.removesuffix(UNFINISHED)])
                if rest.endswith(UNFINISHED):
                    open_calls[process] = at
            elif resumed and resumed[1] in open_calls:
                calls[open_calls.pop(resumed[1])][1] += resumed[2]
    return [Call(name, rest) for name, rest in calls]


def network(calls):
    """Every socket, tried or made, but for those that lead to one other process of this computer. The kind that is no
    connection could send to any of them, the system's log for one, unseen here."""
    sockets = [call for call in calls if call.name in ("socket", "connect", "bind")]
    local = re.compile(r"AF_UNIX, SOCK_STREAM\b|.*\{sa_family=AF_UNIX\b|\d+<[^>]*>, NULL\b")
    return [call for call in sockets if not local.match(call.arguments)]


def listeners(calls):
    """Sockets that others could find by a path."""
    return [call for call in calls if call.name == "bind" and re.search(r'sun_path="', call.arguments)]


def partners(calls):
    """The addresses of the services that were talked to; `@` stands for names that are no files."""
    spoken = [call for call in calls if call.name == "connect" and call.succeeded]
    return {place.replace('"', "") for call in spoken for place in re.findall(r'sun_path=(@?"[^"]*")', call.arguments)}


def programs(calls):
    """The programs that were started: path and all arguments, as strace writes them."""
    return [call.arguments for call in calls if call.name in ("execve", "execveat") and call.succeeded]


def written(calls):
    """The paths that were opened for writing, made, renamed or linked to."""
    changing = [call for call in calls if call.succeeded and (call.name in NAMING or call.name in OPENING and (
        call.name == "creat" or WRITING.search(call.arguments)))]
    return {path for call in changing for path in call.paths()}


def memory_files(calls):
    """The names of files in memory."""
    return {call.arguments.split('"')[1] for call in calls if call.name == "memfd_create"}
