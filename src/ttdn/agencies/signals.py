"""What others may follow without the directory knowing them."""

from django.dispatch import Signal

# Sent inside the transaction that changed who belongs to a group. ``groups`` holds their numbers, ``unfounded`` those
# of agencies that are about to go because their founding is taken back.
groups_changed = Signal()
