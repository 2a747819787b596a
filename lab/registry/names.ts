import { createSocket } from 'node:dgram';

const HEADER = 12;
const TYPE_A = 1;

/** A name server that knows names ending in `.example` and says NXDOMAIN to the rest. */
export function serveNames(address: string, known: (name: string) => boolean): void {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => socket.send(answer(query, address, known), from.port, from.address));
  socket.bind(53, address);
}

function answer(query: Buffer, address: string, known: (name: string) => boolean): Buffer {
  const { name, end } = readName(query);
  const type = query.readUInt16BE(end);
  const isKnown = known(name);
  const hasAddress = isKnown && type === TYPE_A;
  const header = Buffer.from(query.subarray(0, HEADER));
  // Response, recursion desired and available; code 3 is NXDOMAIN.
  header.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(hasAddress ? 1 : 0, 6);
  header.writeUInt32BE(0, 8);
  const question = query.subarray(HEADER, end + 4);
  if (!hasAddress) return Buffer.concat([header, question]);
  // A pointer to the question's name, type A, class IN, 5 seconds, 4 bytes.
  const record = Buffer.from([0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, ...address.split('.').map(Number)]);
  return Buffer.concat([header, question, record]);
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString('latin1'));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}
