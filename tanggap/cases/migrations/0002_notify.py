"""On PostgreSQL every new event tells all processes at once: `event_id:case_id`, delivered on commit."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION tanggap_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('tanggap', NEW.id || ':' || NEW.case_id);
  RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS tanggap_notify ON cases_event;
CREATE TRIGGER tanggap_notify AFTER INSERT ON cases_event
  FOR EACH ROW EXECUTE FUNCTION tanggap_notify();
"""
BACK = "DROP TRIGGER IF EXISTS tanggap_notify ON cases_event; DROP FUNCTION IF EXISTS tanggap_notify();"


def forward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FORWARD)


def back(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BACK)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(forward, back)]
