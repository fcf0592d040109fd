import { isIPv6 } from "node:net";
import { serviceKeyHash } from "@scrip/db/access";
import type { FastifyRequest } from "fastify";
import type { Names } from "../limits/rate-limits.ts";
import type { Sessions } from "../session/sessions.ts";
import { bearerOf } from "./bearer.ts";

/** Makes the function that names the key or session that a request shows, valid or not, and its address. */
export function namesSenders(sessions: Pick<Sessions, "idOf">): (request: FastifyRequest) => Names {
  return (request) => {
    const address = addressOf(request.ip);
    const text = bearerOf(request);
    if (text === undefined) return { caller: sessions.idOf(request), address };
    return { [text.startsWith("scrip_p") ? "platform" : "caller"]: serviceKeyHash(text), address };
  };
}

/** The network of an address: one customer has a whole network of 2^64 addresses of IPv6. */
export function addressOf(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith("::ffff:")) return ip;
  const [head = "", tail] = ip.split("%", 1)[0]?.split("::") ?? [];
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: zeros }, () => "0"), ...after].slice(0, 4).join(":");
}
