"""The reader: a child process with limits in which untrusted files are opened.

`python -m qianshan.mechanisms.documents.reader MODE KIND` takes the file on standard input,
answers one line of JSON and then the cleaned bytes on standard output. It imports neither
Django nor our settings and gets no environment, so a file that takes over its parser finds no keys.
"""
