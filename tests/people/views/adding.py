"""Somebody who can be added as they are."""

WELL = {"name": "Bo Ek", "email": "bo@sater.se", "staff_id": "4711", "language": "sv"}
