"""`make audit`: Lighthouse, axe and weights of the built site, checked against their aims."""
