"""`python -m tests.services.fast_sink`: takes all mail at once and counts it, for measuring.

Prints its port first, and when it is ended the number of messages it took.
"""

import asyncio
import signal

END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    taken = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.kept, self.in_text = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.kept += data
        while self._take_one():
            pass

    def _take_one(self) -> bool:
        end = END if self.in_text else b"\r\n"
        taken, found, rest = self.kept.partition(end)
        if not found:
            return False
        self.kept = rest
        self.transport.write(self._answer(taken[:4].upper()))
        return True

    def _answer(self, verb: bytes) -> bytes:
        if self.in_text:
            self.in_text = False
            Sink.taken += 1
            return b"250 taken\r\n"
        if verb == b"DATA":
            self.in_text = True
            return b"354 go on\r\n"
        return b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n"


async def main() -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    server = await loop.create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201  its reader waits for it
    await ended.wait()
    print(Sink.taken, flush=True)  # noqa: T201  its reader waits for it


if __name__ == "__main__":
    asyncio.run(main())
