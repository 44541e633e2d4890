"""From what a reader types to the HTML that pages show: once, at write time."""
