"""What every interface shows: JSON, phrases, warnings, charts and pages."""
