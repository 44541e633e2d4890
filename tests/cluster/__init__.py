"""The machines of ``deploy/`` on this one's loopback, under load, with one after the other killed.

``script/test-deploy`` runs it. It takes minutes, so it is no part of the suite.
"""
