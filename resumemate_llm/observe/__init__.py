"""What can be seen of a call while it runs and after it: events, cost, OpenTelemetry spans."""
