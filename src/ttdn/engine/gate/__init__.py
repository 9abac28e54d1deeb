"""Gates: what must not pass, found in the blocks of a document."""
