"""Archives of pages, large and many: split into parts, read by processes that may be killed, put together again.

The result is the same bytes whoever read the parts and however often the run was killed in between:

- a **part** is a range of bytes of one archive and is read without knowledge of any other part;
- what a part gave is written whole or not at all (``journal``), and is what a killed run begins again with;
- near-duplicates, which do depend on the order, are found last, in one pass over the parts in their order.
"""
