"""What can be wrong with a document that somebody hands in. Bad input is not a bug."""

from __future__ import annotations


class EngineError(Exception):
    """Base of what the engine raises.

    ``message`` is one Vietnamese sentence for a person: what is wrong and what to do.
    ``code`` is stable, for tests, logs and translation.
    """

    code = "engine-error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnreadableDocument(EngineError):
    """The file cannot be read as a document: empty, truncated, encrypted, of another kind, too large, hostile."""

    code = "unreadable"

    def __init__(self, message: str, *, code: str = "unreadable") -> None:
        super().__init__(message)
        self.code = code


class ClassifiedDocument(EngineError):
    """The document carries a secrecy stamp and must not be kept; ``mark`` is MẬT, TỐI MẬT or TUYỆT MẬT."""

    code = "classified"

    def __init__(self, message: str, *, mark: str) -> None:
        super().__init__(message)
        self.mark = mark
