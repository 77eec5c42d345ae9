"""The corpus folder of an index: files that come and go over HTTP.

`names.py` makes names safe, `receive.py` takes files from a request, `edit.py` plans what a request
changes, does it, and undoes it where the job does not complete.
"""
