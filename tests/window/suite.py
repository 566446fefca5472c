"""Runs the checks of the real window, each in the private desktop of `desktop`, and says how many passed."""

import os
import signal
import sys
import time
import unittest

import desktop

MODULES = ("check_opening", "check_dropping", "check_pasting", "check_copying", "check_reading", "check_finding", "check_listing", "check_saving", "check_trust", "check_settings", "check_pictures")
# These are about what a user without special rights leaves behind: where root runs the suite, another user runs them.
UNPRIVILEGED = ("check_no_trace",)
NOBODY = "nobody"
# Set by the outer process for the inner one: the modules to run, in which desktop.
MODULES_VARIABLE = "WINDOW_TESTS_MODULES"
# No check may hold up the others for longer.
TEST_SECONDS = 90


def too_long(*_):
    """Ends a check."""
    raise AssertionError(f"the check took longer than {TEST_SECONDS} s")


class Result(unittest.TestResult):
    """Says each check as it ends."""

    def __init__(self):
        super().__init__()
        self.failed = []

    def startTest(self, test):
        super().startTest(test)
        self._since = time.monotonic()
        self._failed = False
        signal.alarm(TEST_SECONDS)

    def stopTest(self, test):
        signal.alarm(0)
        super().stopTest(test)
        took = time.monotonic() - self._since
        if self._failed:
            self.failed.append(test.id())
        name = test.id().rpartition(".")[2].removeprefix("test_").replace("_", " ")
        print(f"{'FAILED' if self._failed else 'ok    '} {name} ({took:.1f} s)", flush=True)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self._tell(self.failures[-1][1])

    def addError(self, test, error):
        super().addError(test, error)
        self._tell(self.errors[-1][1])

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self._tell(f"{subtest}\n{self._exc_info_to_string(error, test)}")

    def _tell(self, trace):
        self._failed = True
        lines = trace.rstrip().splitlines()
        print("\n".join(f"    {line}" for line in lines), flush=True)


def chosen(suite, words):
    """The checks whose names hold one of the words; all where there are none."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from chosen(test, words)
        elif not words or any(word in test.id() for word in words):
            yield test


def loaded(loader, modules):
    """The checks of these modules that were asked for."""
    return unittest.TestSuite(chosen(loader.loadTestsFromNames(modules), sys.argv[1:]))


def main():
    """Outside: makes the desktops and comes in again."""
    if desktop.inside():
        return run(os.environ[MODULES_VARIABLE].split())
    groups = [(None, [*MODULES, *UNPRIVILEGED])] if os.geteuid() else [(None, MODULES), (NOBODY, UNPRIVILEGED)]
    groups = [(user, modules) for user, modules in groups if loaded(unittest.TestLoader(), modules).countTestCases()]
    if not groups:
        print("no check has such a name")
        return 1
    return max(desktop.Desktop(user, {MODULES_VARIABLE: " ".join(modules)}).enter(*sys.argv[1:]) for user, modules in groups)


def run(modules):
    """Inside the private desktop: runs the checks."""
    since = time.monotonic()
    signal.signal(signal.SIGALRM, too_long)
    desktop.start_accessibility()
    loader = unittest.TestLoader()
    # In the order in which they are written.
    loader.getTestCaseNames = lambda case: [name for name in vars(case) if name.startswith("test_")]
    result = Result()
    loaded(loader, modules).run(result)
    broken = len(loader.errors)
    print("\n".join(loader.errors), end="")
    failed = result.failed
    if failed:
        # A busy machine loses a key or a click now and then; a fault of the program shows again.
        print("once more, what failed:")
        again = Result()
        loader.loadTestsFromNames(failed).run(again)
        failed = again.failed
    if failed:
        print("pictures of the failures are in tests/failures/")
    print(f"took {time.monotonic() - since:.0f} s")
    print(f"{result.testsRun - len(failed)} passed, {len(failed) + broken} failed")
    return 1 if failed or broken or not result.testsRun else 0


if __name__ == "__main__":
    sys.exit(main())
