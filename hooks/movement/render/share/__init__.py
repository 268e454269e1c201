"""How an address is handed on: the picture that a link shows, codes for cameras, links that share."""
