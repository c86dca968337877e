"""Results as files: JSON, CSV, report, charts, captions, TRC, joint angles."""
