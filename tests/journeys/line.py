"""A line between a browser and the server that can be cut: at once, or at a chosen moment."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

Cut = Literal["none", "before", "during", "after"]
Silence = Literal["none", "asking", "answering"]
CHUNK = 65_536


class Line:
    """Passes bytes between its own port and the server's.

    ``cut``: what happens to the next request for commands. ``before``: it never leaves. ``during``:
    half of it arrives. ``after``: all of it arrives, the answer does not. A cut line stays down
    until ``mend``. A line that is held takes every byte and passes none on: who waits for an answer
    waits until ``mend``; ``held`` counts the requests.

    ``silent``: which way what is said is lost, and nobody told: the connection that lost something
    stays open and never passes a byte again, as behind a mast that has forgotten it. Others, and
    after ``mend`` new ones, pass. ``lost`` counts the connections.

    ``pace``: bytes a second each way on each connection; None: as fast as it goes.
    ``drops``: at which requests for media, counted in ``media``, the line goes down.
    ``build``: the server's and another, to make the worker's script one of another build.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.is_down = False
        self.cut: Cut = "none"
        self.cuts = 0
        self.held = 0
        self.silent: Silence = "none"
        self.lost = 0
        self._deaf: set[socket.socket] = set()
        self.pace: int | None = None
        self._passing = threading.Event()
        self._passing.set()
        self.media: list[bytes] = []
        self.drops: set[int] = set()
        self.build: tuple[bytes, bytes] | None = None
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def down(self) -> None:
        """Nothing passes any more, what is open is torn."""
        self.is_down = True
        self._passing.set()
        with self._lock:
            torn, self._open = self._open, set()
        for one in torn:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def hold(self) -> None:
        """From now on nothing is answered and nothing is refused."""
        self.held = 0
        self._passing.clear()

    def fall_silent(self, way: Silence) -> None:
        self.silent, self.lost = way, 0

    def mend(self) -> None:
        self.is_down, self.cut, self.silent = False, "none", "none"
        self._passing.set()

    def close(self) -> None:
        self._listener.close()
        self.down()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self.is_down:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._to), timeout=30)
            except OSError:
                near.close()
                continue
            with self._lock:
                self._open |= {near, far}
            threading.Thread(target=self._pass, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, False), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, is_request: bool) -> None:
        try:
            while data := source.recv(CHUNK):
                if not self._passing.is_set():
                    self.held += is_request
                    self._passing.wait()
                if self._loses(source, target, is_request):
                    continue
                if is_request and self.cut != "none" and b"POST /api/v1/learning/commands" in data:
                    how, self.cut = self.cut, "none"
                    try:
                        self._cut(how, data, source, target)
                    except OSError:
                        # The server had closed this connection: the browser takes another one.
                        self.cut = how
                    return
                if is_request and self._drops(data):
                    return
                if self.pace:
                    time.sleep(len(data) / self.pace)
                target.sendall(self._of_another_build(data, is_request))
        except OSError:
            pass
        finally:
            # What is lost is not closed either: whoever waits there is told nothing.
            with self._lock:
                ended = {source, target} - self._deaf
                self._open -= ended
            for one in ended:
                with suppress(OSError):
                    one.close()

    def _drops(self, data: bytes) -> bool:
        if data.startswith(b"GET /berkas/"):
            self.media.append(data.lower().partition(b"range: ")[2].partition(b"\r")[0])
            if len(self.media) in self.drops:
                self.down()
                return True
        return False

    def _loses(self, source: socket.socket, target: socket.socket, is_request: bool) -> bool:
        """Whether what was just said is lost; then so is all that follows on this connection."""
        with self._lock:
            if source in self._deaf:
                return True
            if self.silent != ("asking" if is_request else "answering"):
                return False
            self.lost += 1
            self._deaf |= {source, target}
            return True

    def _of_another_build(self, data: bytes, is_request: bool) -> bytes:
        """The same length, so that nothing else has to change; asked for plainly and anew."""
        if self.build is None:
            return data
        if not is_request:
            return data.replace(*self.build)
        if b"GET /sw.js " in data:
            data = data.replace(b"Accept-Encoding:", b"Other-Encodings:")
            data = data.replace(b"If-None-Match:", b"X-None-Match-:")
        return data

    def _cut(self, how: Cut, data: bytes, near: socket.socket, far: socket.socket) -> None:
        if how == "during":
            far.sendall(data[: len(data) // 2])
        elif how == "after":
            far.sendall(data)
            with suppress(OSError):
                near.shutdown(socket.SHUT_RDWR)
            # Long enough for the server to act, and its answer meets a torn line.
            threading.Event().wait(0.4)
        self.cuts += 1
        self.down()


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    line = Line(port)
    try:
        yield line
    finally:
        line.close()
