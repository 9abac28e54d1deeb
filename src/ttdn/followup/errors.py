"""What an action on reports may refuse. The message is for the person who asked."""


class FollowupRefused(Exception):
    """The action cannot be done as asked; ``message`` says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
