"""The plan compiler: a document's bytes > blocks > recognised plan > ``ttdn.plan/1``."""
