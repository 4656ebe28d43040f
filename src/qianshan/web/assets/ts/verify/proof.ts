// A .tlog-proof in the browser: nothing in it is shown before it holds.
// Sources: C2SP tlog-proof, tlog-checkpoint; RFC 6962 section 2.1, checked as in RFC 9162 section 2.1.3.2.
import { sha256 } from "@noble/hashes/sha2.js";
import { Fails, bytes, hex, join, same, secondsOf, signatureOf, unbase64, type Key } from "./note.ts";

export interface Seen {
  readonly name: string;
  readonly at: Date;
}

export interface Proved {
  readonly origin: string;
  readonly index: bigint;
  readonly size: bigint;
  readonly kind: string;
  readonly record: string;
  readonly commitment: string;
  readonly witnesses: readonly Seen[];
}

interface Opening {
  readonly entry: string;
  readonly record: string;
  readonly salt: string;
}

export function verify(text: string, log: Key, witnesses: readonly Key[]): Proved {
  const [head, checkpoint] = cut(text, text.indexOf("\n\n"));
  const lines = head.split("\n");
  if (lines[0] !== "c2sp.org/tlog-proof@v1") throw new Fails("not-a-proof");
  const opening = openingOf(lines[1] ?? "");
  const index = number(/^index (0|[1-9]\d{0,18})$/.exec(lines[2] ?? "")?.[1]);
  const entry = entryOf(opening);
  const [text3, tail] = cut(checkpoint, checkpoint.lastIndexOf("\n\n"));
  const body = `${text3}\n`;
  const signatures = tail.split("\n").filter((line) => line !== "");
  const [origin, sizeText, root] = body.split("\n");
  if (origin !== log.name) throw new Fails("other-log");
  if (!signatureOf(body, signatures, log)) throw new Fails("not-signed");
  const size = number(/^(0|[1-9]\d{0,18})$/.exec(sizeText ?? "")?.[1]);
  const path = lines.slice(3).map((line) => unbase64(line));
  const reached = climb(sha256(join(Uint8Array.of(0), bytes(opening.entry))), index, size, path);
  if (!same(reached, unbase64(root ?? ""))) throw new Fails("path");
  return { origin, index, size, ...entry, record: opening.record, witnesses: seenBy(body, signatures, witnesses) };
}

function cut(text: string, at: number): [string, string] {
  if (at < 0) throw new Fails("not-a-proof");
  return [text.slice(0, at), text.slice(at + 2)];
}

function number(text: string | undefined): bigint {
  if (text === undefined) throw new Fails("not-a-proof");
  return BigInt(text);
}

function openingOf(line: string): Opening {
  if (!line.startsWith("extra ")) throw new Fails("not-a-proof");
  const fields = json(new TextDecoder().decode(unbase64(line.slice(6))));
  const { entry, record, salt } = fields;
  if (typeof entry !== "string" || typeof record !== "string" || typeof salt !== "string") throw new Fails("not-a-proof");
  if (!/^[0-9a-f]*$/.test(salt)) throw new Fails("not-a-proof");
  return { entry, record, salt };
}

function json(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (value && typeof value === "object") return value as Record<string, unknown>;
  } catch {
    // told below
  }
  throw new Fails("not-a-proof");
}

function entryOf(opening: Opening): { kind: string; commitment: string } {
  const salt = Uint8Array.from(opening.salt.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const commitment = hex(sha256(join(salt, bytes(opening.record))));
  const entry = json(opening.entry);
  if (entry.commitment !== commitment) throw new Fails("commitment");
  return { kind: String(entry.type), commitment };
}

function climb(leaf: Uint8Array, index: bigint, size: bigint, path: readonly Uint8Array[]): Uint8Array {
  if (index >= size) throw new Fails("path");
  let [here, last, node] = [index, size - 1n, leaf];
  for (const sibling of path) {
    if (last === 0n) throw new Fails("path");
    const left = (here & 1n) === 1n || here === last;
    node = sha256(left ? join(Uint8Array.of(1), sibling, node) : join(Uint8Array.of(1), node, sibling));
    if (left) while ((here & 1n) === 0n && here !== 0n) [here, last] = [here >> 1n, last >> 1n];
    [here, last] = [here >> 1n, last >> 1n];
  }
  if (last !== 0n) throw new Fails("path");
  return node;
}

function seenBy(body: string, lines: readonly string[], witnesses: readonly Key[]): Seen[] {
  return witnesses.flatMap((key) => {
    const value = signatureOf(body, lines, key);
    return value ? [{ name: key.name, at: new Date(Number(secondsOf(value)) * 1000) }] : [];
  });
}
