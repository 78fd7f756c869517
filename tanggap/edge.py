"""The front door."""

from django.core.wsgi import get_wsgi_application

django_application = get_wsgi_application()
