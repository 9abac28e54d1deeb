"""Vietnamese text: letters, numbers, dates and periods, citations, outline numbers. Knows no plan."""
