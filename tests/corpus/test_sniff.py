"""Files in which nobody speaks are refused, however many colons they have."""

from pathlib import Path

import pytest

from corpus import load
from corpus.errors import CorpusError

NO_TRANSCRIPTS = {
    "recipe.txt": "Lemon Cake\n\nServes: 8\nIngredients:\n2 cups flour\n\nMethod:\n"
    "Step 1: Mix the flour.\nStep 2: Add the eggs.\nStep 3: Bake.\n",
    "glossary.txt": "Anode: the positive electrode.\n\nCathode: the negative electrode.\n\n"
    "Electrolyte: what is between.\n\nIon: a charged atom.\n",
    "form.txt": "Name: Ann Lee\nAddress: 1 Main St\nCity: Oslo\nPhone: 555-1234\n",
    "records.txt": "Name: Ann Lee\nCity: Oslo\n\nName: Bob Ray\nCity: Rome\n\n"
    "Name: Cy Poe\nCity: Bonn\n",
    "server.log": "INFO: starting up\nINFO: loading config\nWARNING: missing key\n"
    "ERROR: no such file\nINFO: shutting down\nINFO: done\n",
    "times.log": "[10:00:01] INFO: server started\n[10:00:02] WARN: slow query, took 3 s\n"
    "[10:00:03] INFO: request served\n[10:00:04] ERROR: connection lost.\n",
    "timetable.txt": "09:00 Breakfast\n10:00 Opening remarks\n11:00 Panel\n12:30 Lunch\n",
    "calendar.ics": "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:Dentist\nEND:VEVENT\n"
    "BEGIN:VEVENT\nSUMMARY:Dentist\nEND:VEVENT\nEND:VCALENDAR\n",
    "build.yml": "name: build\non: push\njobs:\n  test:\n    runs-on: ubuntu\n    steps:\n"
    "      - name: test\n        run: make test\n",
    "setup.cfg": "[metadata]\nname = widget\nversion = 1.0\n\n[options]\npackages = find:\n",
    "song.txt": "[Verse 1]\nDown by the river\n\n[Chorus]\nOh, oh, oh\n\n[Verse 2]\nDown by the"
    " harbour\n\n[Chorus]\nOh, oh, oh\n",
    "minutes.txt": "Present: Ann, Bob\n\n1. Roof: Ann reported a leak.\n\n"
    "Action: Ann to call the roofer.\nAction: Bob to send the budget.\n",
    "api.md": "# API\n\n### Parameters\n\nThe path.\n\n### Returns\n\nThe text.\n\n"
    "### Parameters\n\nThe path and the text.\n\n### Returns\n\nNothing.\n",
    "changes.md": "# Changes\n\n### Added\n\nA flag.\n\n### Fixed\n\nA crash.\n\n"
    "### Added\n\nA command.\n\n### Fixed\n\nMore.\n",
    "read-me.md": "# Widget\n\nA tool. **Note:** this is beta.\n\nInstall: `pip install widget`\n\n"
    "**Warning:** do not run as root.\n",
    "settings.json": '{"name": "widget", "text": "A widget for all.", "version": "1.0"}',
    "people.json": '[{"name": "Ann", "age": 3}, {"name": "Bob", "age": 4}]',
    "sales.csv": "Date,Region,Units\n2024-01-01,North,3\n2024-01-02,South,1\n",
    "home.html": "<html><body><h1>Widgets</h1><p><strong>Fast:</strong> it is fast.</p>"
    "<p><strong>Cheap:</strong> it is cheap.</p><p><strong>Good:</strong> it is.</p>"
    "<p>Phone: 555-1234</p><p>Email: a@example.org</p></body></html>",
    "news.html": "<html><body><h1>Flood</h1><p><strong>Where:</strong> in the valley.</p>"
    "<p><strong>When:</strong> on Monday.</p><p>The mayor spoke.</p></body></html>",
    "poem.txt": "O wild the wind: and wild the sea,\nAnd wild the heart in me.\n\n"
    "Come: says the wind. Come, says the rain.\nAnd I shall not come home again.\n",
    "program.py": "import os\n\n\ndef f(x):\n    try:\n        return x.go()\n    except OSError:\n"
    "        return None\n    finally:\n        x.end()\n\n\ndef g():\n    try:\n        x.run()\n"
    "    finally:\n        x.end()\n",
    "manual.html": "<html><body>"
    + "<p>The call takes a path.</p><p>It opens the file.</p>" * 30
    + "<p>Output: a file that is open.</p>" * 3
    + "<p>Example of a call: it opens.</p><p>See also: the list.</p>"
    + "</body></html>",
    "terms.txt": "anode - the positive electrode\ncathode - the negative electrode\n"
    "ion - a charged atom\nsalt - a compound of ions\n",
}


@pytest.mark.parametrize("name", NO_TRANSCRIPTS)
def test_a_file_in_which_nobody_speaks_is_refused(name: str, tmp_path: Path) -> None:
    """Labels are told apart from keys of lists, logs, settings, calendars and pages."""
    path = tmp_path / name
    path.write_text(NO_TRANSCRIPTS[name], encoding="utf-8")
    (file,) = load.find([path])
    with pytest.raises(CorpusError):
        load.read(file)
