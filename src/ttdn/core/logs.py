"""Logs as JSON lines, without personal data.

An exception's own words are left out, for they quote what people typed (a database names the value that is there
already); its class and the lines of code it passed through stay.
"""

import json
import logging
import traceback
from collections.abc import Iterator


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and what the caller put into ``extra["data"]``."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "data", {}),
        }
        if record.exc_info:
            line["trace"] = list(trace(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def trace(error: BaseException | None) -> Iterator[str]:
    """The error's class and frames, innermost last, then those of the errors behind it."""
    while error is not None:
        yield f"{type(error).__module__}.{type(error).__qualname__}"
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        error = error.__cause__ or error.__context__
