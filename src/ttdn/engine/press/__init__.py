"""Listening to the press: from bytes to articles, mentions, stories and topics.

Pure: no network, no database, no clock. Guard-rails: only what was published is read; no author is a field; no outlet
or person carries a verdict, tone or score.
"""
