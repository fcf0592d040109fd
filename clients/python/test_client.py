"""Runs the client against a real server, whose address and platform key are in SCRIP_URL and SCRIP_KEY."""

from __future__ import annotations

import http.server
import json
import os
import threading
import unittest
from typing import Any

from scrip_client import AccessDenied, BadInput, Client, Refused, Unavailable, UnexpectedAnswer

URL = os.environ["SCRIP_URL"]
KEY = os.environ["SCRIP_KEY"]
NOON = "2026-01-01T12:00:00Z"


def an_organization(credit: int = 0) -> Client:
    platform = Client(URL, KEY)
    name = f"Python {threading.get_ident()} {os.urandom(8).hex()}"
    org = platform.organizations.create(name=name, testClock=NOON)["org"]
    client = Client(URL, KEY, org=org)
    if credit > 0:
        client.grants.create(source="purchase", amount=credit)
    return client


class RealServer(unittest.TestCase):
    def test_an_amount_is_exact_to_the_digit(self) -> None:
        scrip = an_organization()
        granted = scrip.grants.create(source="purchase", amount=999_999_999_999_999)
        self.assertEqual(granted["balance"]["available"], 999_999_999_999_999)
        self.assertEqual(scrip.balance.get()["available"], 999_999_999_999_999)

    def test_a_wrong_amount_is_refused(self) -> None:
        scrip = an_organization(credit=5)
        for wrong in (-1, 0.5, 1e3, "1e3", True, "5"):
            with self.subTest(wrong=wrong), self.assertRaises(BadInput) as raised:
                scrip.holds.place(amount=wrong)  # type: ignore[arg-type]
            self.assertEqual((raised.exception.code, raised.exception.field), ("bad_input", "amount"))
        with self.assertRaises(BadInput) as raised:
            scrip.holds.place(amount=0)
        self.assertEqual((raised.exception.status, raised.exception.field), (400, "amount"))

    def test_a_job_from_start_to_end(self) -> None:
        scrip = an_organization(credit=20_000_000)
        started = scrip.jobs.start(job="run-42", resource="gpu.h100-80gb", next={"untilMs": 3_600_000})
        self.assertEqual(started["decision"], "continue")
        scrip.clocks.advance(to="2026-01-01T13:00:00Z")
        ended = scrip.jobs.complete(job="run-42", quantityMs=3_600_000)
        self.assertEqual(ended["charged"], 3_990_000)
        self.assertEqual(scrip.balance.get()["available"], 16_010_000)
        self.assertEqual([each["spent"] for each in scrip.grants.list(limit=1, open=True)["grants"]], [3_990_000])

    def test_the_same_key_changes_nothing_twice(self) -> None:
        scrip = an_organization(credit=100)
        first = scrip.charges.create(amount=7, idempotency_key="epoch-7")
        self.assertEqual(scrip.charges.create(amount=7, idempotency_key="epoch-7"), first)
        self.assertEqual(scrip.balance.get()["available"], 93)
        scrip.charges.create(amount=7)
        self.assertEqual(scrip.balance.get()["available"], 86)

    def test_a_refusal_has_its_code_and_figures(self) -> None:
        with self.assertRaises(Refused) as raised:
            an_organization(credit=5).holds.place(amount=9)
        refused = raised.exception
        self.assertEqual((refused.code, refused.status), ("insufficient_credit", 402))
        self.assertEqual(refused.data, {"required": "9", "spendable": "5", "missing": "4"})
        self.assertIsNotNone(refused.request_id)

    def test_a_wrong_key_is_denied_and_stays_secret(self) -> None:
        with self.assertRaises(AccessDenied) as raised:
            Client(URL, "scrip_p_wrong").balance.get()
        self.assertNotIn("scrip_p_wrong", str(raised.exception))


class Stub(http.server.BaseHTTPRequestHandler):
    """Answers what the test has planned, and keeps what it received."""

    plan: list[tuple[int, dict[str, str], Any]] = []
    received: list[str | None] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        Stub.received.append(self.headers["idempotency-key"])
        status, headers, body = Stub.plan.pop(0)
        if status == 0:
            self.connection.close()
            return
        content = json.dumps(body).encode() if not isinstance(body, bytes) else body
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: Any) -> None:
        pass


class Trouble(unittest.TestCase):
    def setUp(self) -> None:
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        Stub.received = []
        self.waits: list[float] = []
        self.now = 0.0
        url = f"http://127.0.0.1:{self.server.server_port}"
        self.scrip = Client(url, "key", sleep=self._sleep, now=lambda: self.now)

    def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def test_all_attempts_have_one_key(self) -> None:
        busy = {"error": {"code": "busy", "message": "Not now.", "data": {}, "retryAfterMs": 1500, "requestId": "r"}}
        Stub.plan = [(503, {}, busy), (0, {}, None), (502, {}, b"<html>"), (200, {}, {"charged": "7"})]
        self.assertEqual(self.scrip.charges.create(amount=7), {"charged": 7})
        self.assertEqual(len(Stub.received), 4)
        self.assertEqual(len(set(Stub.received)), 1)
        self.assertGreaterEqual(self.waits[0], 1.5)

    def test_it_gives_up_after_its_time(self) -> None:
        Stub.plan = [(429, {"retry-after": "20"}, b"") for _ in range(3)]
        with self.assertRaises(Unavailable) as raised:
            self.scrip.charges.create(amount=7, idempotency_key="epoch-7")
        self.assertEqual((raised.exception.attempts, raised.exception.idempotency_key), (2, "epoch-7"))

    def test_a_redirect_is_not_followed(self) -> None:
        Stub.plan = [(302, {"location": "http://127.0.0.1:1/"}, b"")]
        with self.assertRaises(UnexpectedAnswer):
            self.scrip.charges.create(amount=7)

    def test_a_new_code_is_classified_by_its_status(self) -> None:
        Stub.plan = [(409, {}, {"error": {"code": "new_code", "message": "No.", "data": {}, "requestId": None}})]
        with self.assertRaises(Refused) as raised:
            self.scrip.charges.create(amount=7)
        self.assertEqual(raised.exception.code, "new_code")


if __name__ == "__main__":
    unittest.main()
