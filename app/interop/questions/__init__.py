"""Questions in and out: GIFT, Aiken, Moodle XML, our table in XLSX and our bank in YAML."""
