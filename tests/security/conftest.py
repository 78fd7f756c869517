from tests.api.conftest import unhurried
from tests.desk.conftest import at_desk
from tests.public.conftest import no_flood
from tests.stories.conftest import story

__all__ = ["at_desk", "no_flood", "story", "unhurried"]
