"""A plan on paper for people: text for a terminal, a workbook, a page. Each takes ``ttdn.plan/1`` alone.

The texts come from somebody's document: whatever they hold, they stay words (no control sequence, formula or tag).
"""
