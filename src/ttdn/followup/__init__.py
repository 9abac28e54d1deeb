"""Following up: what agencies report on what they owe, and what the coordinator decides about it."""
