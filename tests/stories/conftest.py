import pytest

from tests.cast import Cast
from tests.clock import Clock
from tests.stories.story import Story


@pytest.fixture
def story(cast: Cast, clock: Clock) -> Story:
    """A story that plays at a place in the lurah's kelurahan, well inside its borders."""
    lat, lng = cast.place
    return Story(lat, lng, clock)
