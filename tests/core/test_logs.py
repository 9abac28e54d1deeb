import json
import logging

from ttdn.core.logs import JsonFormatter


def test_a_line_names_the_error_and_where_but_not_its_words():
    try:
        try:
            raise KeyError("lan@tinh.example")
        except KeyError as cause:
            raise ValueError("Key (email)=(lan@tinh.example) already exists") from cause
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("ttdn", logging.ERROR, __file__, 1, "đã %s", ("hỏng",), info)
    record.data = {"job": "7"}

    text = JsonFormatter().format(record)

    line = json.loads(text)
    assert (line["message"], line["job"], line["level"]) == ("đã hỏng", "7", "ERROR")
    assert [entry for entry in line["trace"] if not entry.startswith("  ")] == [
        "builtins.ValueError",
        "builtins.KeyError",
    ]
    assert __file__ in text
    assert "lan@tinh.example" not in text
