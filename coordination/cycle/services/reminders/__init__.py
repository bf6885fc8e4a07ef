"""Reminders: their rules, when they fall, who is told, and that each goes once."""
