"""`make audit`: Lighthouse, axe and weights of the built site, held against their aims."""
