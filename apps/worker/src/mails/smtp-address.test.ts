import { expect, it } from "vitest";
import { parseSender } from "./sender.ts";
import { parseSmtpAddress } from "./smtp-address.ts";

it.each([
  ["smtps://a:b%3A%40@mail.example.com", "mail.example.com", 465, "whole", { user: "a", pass: "b:@" }],
  ["smtps://mail.example.com:2465/", "mail.example.com", 2465, "whole", null],
  ["smtp://mail.example.com", "mail.example.com", 587, "upgrade", null],
  ["smtp://mail.example.com:25", "mail.example.com", 25, "upgrade", null],
  ["smtp://relay:2525?tls=none", "relay", 2525, "none", null],
  ["smtp://127.0.0.1:1025", "127.0.0.1", 1025, "none", null],
  ["smtp://[::1]:1025", "::1", 1025, "none", null],
])("%s is a mail server, over a network with TLS only", (text, host, port, tls, login) => {
  expect(parseSmtpAddress(text)).toEqual({ host, port, tls, login });
});

it.each([
  "mail.example.com",
  "https://mail.example.com",
  "smtp://",
  "smtp://mail.example.com/path",
  "smtp://mail.example.com?tls=maybe",
  "smtp://mail.example.com?file=/etc/passwd",
  "smtps://mail.example.com?tls=none",
])("%s is none", (text) => {
  expect(parseSmtpAddress(text)).toBeNull();
});

it.each([
  ["credit@example.com", { name: "", address: "credit@example.com" }],
  ["Scrip <credit@example.com>", { name: "Scrip", address: "credit@example.com" }],
  ['"Scrip, Billing" <credit@example.com>', { name: "Scrip, Billing", address: "credit@example.com" }],
])("%s is a sender", (text, sender) => {
  expect(parseSender(text)).toEqual(sender);
});

it.each(["", "Scrip", "a@b, c@d", "Scrip <a@b> <c@d>", "Scrip\r\nBcc: x <a@b>", "a b@c"])("%j is no sender", (text) => {
  expect(parseSender(text)).toBeNull();
});
