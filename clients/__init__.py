"""Runs what the data says about released clients through these clients; nothing is sent anywhere.

The samples of the mapping and the cases of `cases.yml` run under a Python that has the pinned
package, in `.build/clients`; what each request would be is compared with what the entry says.
"""
