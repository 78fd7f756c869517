"""Pages for citizens: report, track, list, map. HTML first, script second."""
