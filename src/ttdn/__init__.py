"""ttdn: a province's external-information work, from the signed plan to the proof."""

__version__ = "0.1.0"
