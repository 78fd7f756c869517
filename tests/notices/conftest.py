from tests.stories.conftest import story

__all__ = ["story"]
