"""The processes of one machine: broker, web, worker and beat, started and stopped in order."""
