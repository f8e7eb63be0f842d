"""Provocations and their answers: who owes whom an answer, how likely, how soon, and with what."""
