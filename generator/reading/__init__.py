"""From the bytes of the data folder to documents with places, and problems with them."""
