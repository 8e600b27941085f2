"""What serving reads: immutable published snapshots behind one pointer, verified before they are parsed."""

from serving.store.lookup import ClientRows
from serving.store.manifest import FileEntry, Manifest, Pointer, read_pointer
from serving.store.published import Published, open_published
from serving.store.publishing import prune, publish
from serving.store.watch import Watch

__all__ = [
    "ClientRows",
    "FileEntry",
    "Manifest",
    "Pointer",
    "Published",
    "Watch",
    "open_published",
    "prune",
    "publish",
    "read_pointer",
]
