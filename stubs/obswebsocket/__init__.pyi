from .base_classes import Baseevents as Baseevents, Baserequests as Baserequests
from .base_classes import ClassFactory as ClassFactory
from .core import obsws as obsws

class _Requests:
    def __getattr__(self, name: str) -> type[Baserequests]: ...

class _Events:
    def __getattr__(self, name: str) -> type[Baseevents]: ...

requests: _Requests
events: _Events
VERSION: str
