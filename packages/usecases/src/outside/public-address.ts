import { BlockList, isIP } from "node:net";

/** Addresses that are not on the public internet (RFC 6890): this machine, private networks, and reserved ranges. */
const NOT_PUBLIC_4 = new BlockList();
/** A list of its own: a rule for `::ffff:0:0/96` would match every IPv4 address. */
const NOT_PUBLIC_6 = new BlockList();

const RANGES_4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;

/** Below 2000::/3, which alone is given to public networks. The last ones carry an IPv4 address inside. */
const RANGES_6 = [
  ["::", 3],
  ["4000::", 2],
  ["8000::", 1],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

for (const [address, prefix] of RANGES_4) NOT_PUBLIC_4.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of RANGES_6) NOT_PUBLIC_6.addSubnet(address, prefix, "ipv6");

/** Whether an IP address is on the public internet. A text that is no address is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return family === 4 ? !NOT_PUBLIC_4.check(address, "ipv4") : !NOT_PUBLIC_6.check(address, "ipv6");
}
