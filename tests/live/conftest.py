from tests.jobs.conftest import report

__all__ = ["report"]
