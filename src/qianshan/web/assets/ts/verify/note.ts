// Signed notes in the browser: verifier keys, signature lines, Ed25519 and witnesses' cosignatures.
// Sources: C2SP signed-note, tlog-cosignature; RFC 8032 by @noble/curves, strict.
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";

/** Why something does not hold; the page has the sentence for each code. */
export class Fails extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export interface Key {
  readonly name: string;
  readonly id: Uint8Array;
  readonly kind: number;
  readonly publicKey: Uint8Array;
}

const COSIGNATURE = 4;
const utf8 = new TextEncoder();

export function bytes(text: string): Uint8Array {
  return utf8.encode(text);
}

export function join(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

export function unbase64(text: string, code = "not-a-proof"): Uint8Array {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) throw new Fails(code);
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

export function hex(data: Uint8Array): string {
  return [...data].map((value) => value.toString(16).padStart(2, "0")).join("");
}

export function readKey(text: string): Key {
  const [name, id, material] = splitOnce(text.trim());
  const raw = unbase64(material, "bad-key");
  const digest = sha256(join(bytes(`${name}\n`), raw)).slice(0, 4);
  if (!name || raw.length !== 33 || hex(digest) !== id) throw new Fails("bad-key");
  return { name, id: digest, kind: raw[0] ?? 0, publicKey: raw.slice(1) };
}

function splitOnce(text: string): [string, string, string] {
  const first = text.indexOf("+");
  const second = text.indexOf("+", first + 1);
  if (first < 1 || second < 0) throw new Fails("bad-key");
  return [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)];
}

/** The signature of this key under the text; null when it did not sign. A false line of its name fails. */
export function signatureOf(body: string, lines: readonly string[], key: Key): Uint8Array | null {
  let found: Uint8Array | null = null;
  for (const line of lines) {
    const match = /^— (\S+) (\S+)$/.exec(line);
    if (!match) throw new Fails("not-a-proof");
    const raw = unbase64(match[2] ?? "");
    if (match[1] !== key.name || !same(raw.slice(0, 4), key.id)) continue;
    if (!holds(body, raw.slice(4), key)) throw new Fails("signature");
    found = raw.slice(4);
  }
  return found;
}

function holds(body: string, value: Uint8Array, key: Key): boolean {
  if (key.kind !== COSIGNATURE) return value.length === 64 && ed25519.verify(value, bytes(body), key.publicKey, { zip215: false });
  if (value.length !== 72) return false;
  const message = bytes(`cosignature/v1\ntime ${secondsOf(value)}\n${body}`);
  return ed25519.verify(value.slice(8), message, key.publicKey, { zip215: false });
}

/** The second at which a witness signed. */
export function secondsOf(value: Uint8Array): bigint {
  return value.slice(0, 8).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}
