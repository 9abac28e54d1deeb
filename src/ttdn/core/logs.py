"""Logs as JSON lines, without personal data."""

import json
import logging


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
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
