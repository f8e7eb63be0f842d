"""The credibility battery: simulated disputes against MID 5.0, against nulls, against theory."""
