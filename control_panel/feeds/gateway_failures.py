"""Pure: the known failures of a feed, each with its sentences; the first that fits a line counts.

The lines are those of ffmpeg 5.1 and SRT 1.5 on Linux, provoked one by one
(tests/live/test_gateway_words.py). macOS words some errors otherwise, Windows has numbers for them.
"""

from __future__ import annotations

from dataclasses import dataclass

_REFUSED = r"Connection refused|Error number -(107|10061) occurred"
_TIMED_OUT = r"(Connection|Operation) timed out|Error number -(138|10060) occurred"
_NO_WAY = r"No route to host|Network is (unreachable|down)|Error number -(110|118|10051|10065) occ"
_IN_USE = r"Address already in use|Error number -(100|10048) occurred"
_NOT_OURS = r"Can(no|')t assign requested address|Error number -(101|10049) occurred"
_DENIED = r"Permission denied|Error number -10013 occurred"
_RESET = r"Connection reset by peer|Broken pipe|Error number -(108|10053|10054) occurred"
_NO_NAME = r"Failed to resolve hostname|getaddrinfo\("
_REJECTED = r"REJECT reported from HS processing|rsp\(REJECT\)"


@dataclass(frozen=True, slots=True)
class Failure:
    """A pattern and its sentences: where we call, where we listen; empty: it does not occur there.

    `bare_…`: where this feed has no passphrase. `weight`: of several failures of one attempt the
    one of the most weight is told. Sentences name {host}, {port}, {there} (both) and {scheme}.
    """

    pattern: str
    weight: int
    call: str
    listen: str = ""
    bare_call: str = ""
    bare_listen: str = ""


_SRT = (
    Failure(
        rf"({_REJECTED}).*Incorrect passphrase",
        4,
        "{host} turned us away: the passphrase is wrong. Enter the address again with theirs.",
        "A caller was turned away: its passphrase is wrong. Give them the one of this feed.",
    ),
    Failure(
        rf"({_REJECTED}).*Password required or unexpected",
        4,
        "{host} turned us away: it has no passphrase, and this feed has one. Agree on one or none.",
        "A caller without a passphrase was turned away. Give them the one of this feed.",
        "{host} turned us away: it wants a passphrase. Enter the address again with theirs.",
        "A caller with a passphrase was turned away: this feed has none. Enter its address again "
        "with theirs, or have them leave it out.",
    ),
    Failure(
        rf"({_REJECTED}).*Application-defined rejection",
        4,
        "{host} turned us away: it does not know the stream id, or has no room. "
        "Check the stream id with them.",
    ),
    Failure(
        _REJECTED,
        3,
        "{host} turned our call away. Ask them whether it is expected, and compare SRT settings.",
        "A caller was turned away: its SRT settings do not fit ours. Compare them.",
    ),
    Failure(
        r"failed to set option SRTO_PASSPHRASE",
        4,
        "The passphrase cannot be used: SRT wants 10 to 79 characters. Agree on another one.",
        "The passphrase cannot be used: SRT wants 10 to 79 characters. Agree on another one.",
    ),
    Failure(
        r"failed to set option SRTO_",
        3,
        "An SRT setting in the address cannot be used. Correct the address in Setup → Feeds.",
        "An SRT setting in the address cannot be used. Correct the address in Setup → Feeds.",
    ),
    Failure(
        r"Connection to srt://.* failed",
        2,
        "{there} does not answer. Ask whether they listen; check the port, and that UDP can pass.",
    ),
)

_SERVER = (
    Failure(
        r"(HTTP error|method \w+ failed:|Server returned) 401",
        4,
        "{host} wants a user and a password, or refuses ours (401). Enter the address with them.",
    ),
    Failure(
        r"(HTTP error|method \w+ failed:|Server returned) 403",
        4,
        "{host} does not let us in (403). Ask them for access, or for another address.",
    ),
    Failure(
        r"(HTTP error|method \w+ failed:|Server returned) 404",
        4,
        "{host} has nothing at this address (404). Check it, and ask whether they have started.",
    ),
    Failure(
        r"(HTTP error|method \w+ failed:|Server returned) 4",
        3,
        "{host} refuses what we ask for. Check the address with them.",
    ),
    Failure(
        r"(HTTP error|method \w+ failed:|Server returned) 5",
        3,
        "{host} answers with a fault of its own. Ask whoever runs that server.",
    ),
    Failure(
        r"Cannot read RTMP handshake response",
        2,
        "{there} does not answer as an RTMP server does. Check the address and the port.",
        "A caller did not speak RTMP. Ask them what they send to this port.",
    ),
    Failure(
        r"App field don't match up",
        3,
        "{host} has another name for this application. Check the address with them.",
        "A caller used another address than this feed's. Give them the address as it stands here.",
    ),
    Failure(
        r"\[tls @|certificate",
        3,
        "No secure connection to {there}. Ask whether that port is for {scheme}, and check the "
        "date of this computer.",
    ),
)

_NETWORK = (
    Failure(
        rf"({_NO_NAME}).*Temporary failure",
        4,
        "Names cannot be looked up just now ({host}): this computer may be offline. "
        "Check its network.",
    ),
    Failure(
        _NO_NAME,
        4,
        "No computer is found under the name {host}. Check its spelling in Setup → Feeds.",
        "No computer is found under the name {host}. Check its spelling in Setup → Feeds.",
    ),
    Failure(
        _REFUSED,
        3,
        "{there} refuses the connection: nothing listens there. Ask them to start; check the port.",
    ),
    Failure(
        _TIMED_OUT,
        3,
        "{there} does not answer. Check the address, and ask about firewalls in between.",
        "A caller fell silent before anything came. Ask them to call again.",
    ),
    Failure(
        _NO_WAY,
        3,
        "There is no way from this computer to {host}. Check its network, cable and VPN.",
        "There is no way from this computer to {host}. Check its network, cable and VPN.",
    ),
    Failure(
        _IN_USE,
        4,
        "Port {port} is taken by another program here. End that, or agree on another port.",
        "Port {port} is taken by another program here. End that, or agree on another port.",
    ),
    Failure(
        _NOT_OURS,
        4,
        "This computer cannot call from that address. Check the address in Setup → Feeds.",
        "This computer does not have the address {host}. Listen on 0.0.0.0 instead.",
    ),
    Failure(
        _DENIED,
        3,
        "This user may not connect to {there}. Ask whoever looks after this computer.",
        "This user may not listen on port {port}. Take one above 1023.",
    ),
    Failure(
        _RESET,
        2,
        "{host} broke the connection off. Ask whether our call is expected.",
        "The caller broke the connection off. Ask them to call again.",
    ),
)

_CONTENT = (
    Failure(
        r"Unable to receive RTP payload type|Unsupported RTP version",
        4,
        "RTP comes that cannot be read without a description (SDP). Ask for RTP with MPEG-TS.",
        "RTP comes that cannot be read without a description (SDP). Ask for RTP with MPEG-TS.",
    ),
    Failure(
        r"does not contain any stream",
        3,
        "Data comes, with neither picture nor sound in it. Ask what they send.",
        "Data comes, with neither picture nor sound in it. Ask what they send.",
    ),
    Failure(
        r"Invalid data found when processing input",
        2,
        "What comes from {host} is no feed that can be read. Check the address, ask what it is.",
        "What comes is no feed that can be read. Ask what they send to this port.",
    ),
    Failure(
        r"Could not find codec parameters",
        2,
        "Data comes, but too little of a picture or sound to begin with. It is looked at longer.",
        "Data comes, but too little of a picture or sound to begin with. It is looked at longer.",
    ),
    Failure(
        r"Protocol not found|not on whitelist|Unknown protocol",
        4,
        "This ffmpeg cannot receive {scheme}. Install a complete one: control-panel doctor helps.",
        "This ffmpeg cannot receive {scheme}. Install a complete one: control-panel doctor helps.",
    ),
    Failure(
        r": End of file$",
        1,
        "{host} hung up before anything came. Ask whether our call is expected.",
        "The caller hung up before anything came. Ask them to call again.",
    ),
    Failure(
        r": Input/output error$",
        0,
        "The connection to {there} failed. Check the address, and ask whether they send.",
        "The connection failed before anything came. Ask them to call again.",
    ),
)

FAILURES = (*_SRT, *_SERVER, *_NETWORK, *_CONTENT)
