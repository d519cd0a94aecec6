"""Each seeded bad provider fails the contract test meant for it, and no other; a good one fails none."""

from __future__ import annotations

from pathlib import Path

import pytest

from resumemate_llm.testing.contract import ProviderContract

BAD = Path(__file__).with_name("bad_providers.py")
CAUGHT_BY = {
    "Good": None,
    "SwallowsCancellation": "test_cancelling_the_caller_cancels_the_request",
    "LiesAboutTheSchema": "test_it_enforces_the_schema_if_it_says_so",
    "LeaksThePrompt": "test_errors_and_logs_hold_no_content",
    "IgnoresTheTimeout": "test_it_obeys_its_timeout",
    "NeverCloses": "test_closing_releases_the_connections",
    "BlocksTheLoop": "test_many_calls_at_once_do_not_wait_for_each_other",
    "WrongCategory": "test_errors_have_the_right_category",
    "MissingUsage": "test_it_reports_usage_if_it_says_so",
    "ReturnsProse": "test_it_answers_with_a_valid_draft",
    "Overridden": "test_no_contract_test_is_missing",
    "OverriddenWithAReason": None,
    "MutatesTheRequest": "test_it_leaves_the_request_as_it_was",
}


class Recorder:
    """Which tests ran and which failed in an inner run."""

    def __init__(self) -> None:
        self.ran = 0
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and not report.skipped:
            self.ran += 1
        if report.failed:
            self.failed.add(report.nodeid.rpartition("::")[2].partition("[")[0])


@pytest.mark.parametrize("kind", CAUGHT_BY)
def test_a_bad_provider_is_caught_by_the_test_meant_for_it(kind: str) -> None:
    recorder = Recorder()
    options = ["-c", "/dev/null", "--rootdir", str(BAD.parent), "-o", "python_classes=Contract"]
    options += ["-p", "no:cacheprovider", "--import-mode=importlib", "-q", "-W", "ignore", "--tb=no"]
    pytest.main([*options, f"{BAD}::Contract{kind}"], plugins=[recorder])
    expected = CAUGHT_BY[kind]
    assert recorder.ran > 20
    assert recorder.failed == ({expected} if expected else set())


def test_the_test_for_missing_tests_cannot_be_overridden() -> None:
    with pytest.raises(TypeError, match="cannot be overridden"):
        type("Sly", (ProviderContract,), {"test_no_contract_test_is_missing": None})
