import { createSocket } from "node:dgram";
import { once } from "node:events";

/** A name server on this machine, for tests of DNS records. */
export interface NameServer {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** Sets the TXT records of a name. A name without records does not exist. */
  set(name: string, texts: readonly string[]): void;
  /** Whether it answers at all; true at first. */
  isUp: boolean;
  readonly close: () => Promise<void>;
}

const HEADER_BYTES = 12;
const TXT = 16;
const IN = 1;
const NO_SUCH_NAME = 3;

/** Starts the name server, on any free port. It knows TXT records only. */
export async function startNameServer(): Promise<NameServer> {
  const records = new Map<string, readonly string[]>();
  const switches = { isUp: true };
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    if (switches.isUp) socket.send(answerTo(query, records), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return Object.assign(switches, {
    address: `127.0.0.1:${socket.address().port}`,
    set: (name: string, texts: readonly string[]) => void records.set(name.toLowerCase(), texts),
    close: async () => {
      socket.close();
      await once(socket, "close");
    },
  });
}

/** Answers the one question of a query (RFC 1035). */
function answerTo(query: Buffer, records: ReadonlyMap<string, readonly string[]>): Buffer {
  const { name, end } = readName(query);
  const isTxt = query.readUInt16BE(end) === TXT;
  const texts = isTxt ? (records.get(name) ?? []) : [];
  const header = Buffer.alloc(HEADER_BYTES);
  query.copy(header, 0, 0, 2);
  const isThere = (records.get(name) ?? []).length > 0;
  // An answer of an authority, to a query that may ask for recursion.
  header.writeUInt16BE(0x8580 | (isThere ? 0 : NO_SUCH_NAME), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(texts.length, 6);
  return Buffer.concat([header, query.subarray(HEADER_BYTES, end + 4), ...texts.map(recordOf)]);
}

/** Reads the labels of a question, and where they end. */
function readName(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 1 };
}

/** A TXT record whose name is that of the question. */
function recordOf(text: string): Buffer {
  const strings = text.match(/.{1,255}/gs) ?? [""];
  const data = Buffer.concat(
    strings.map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part, "latin1")])),
  );
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc000 | HEADER_BYTES, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(IN, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
