import { type FromPage, LAMP_COUNT, TRANSPORTS, type Transport } from './page/wire.ts';

/** Reads what a page sent; a sentence where it is none of the messages. */
export function readFromPage(text: string): FromPage | string {
  const value = parse(text);
  if (value === undefined) return 'Expected a JSON object.';
  const { type, number, lamp, lit } = value;
  if (type === 'echo') return { type, data: value.data };
  if (type === 'heartbeat') return { type };
  if (type !== 'set' && type !== 'ping') {
    return 'Expected "type" to be one of "set", "ping", "heartbeat", "echo".';
  }
  if (!isCount(number)) return 'Expected "number" to be a whole number from 1 on.';
  if (type !== 'set') return { type, number };
  if (!isCount(lamp, 0) || lamp >= LAMP_COUNT)
    return `Expected "lamp" to be 0 to ${LAMP_COUNT - 1}.`;
  if (typeof lit !== 'boolean') return 'Expected "lit" to be true or false.';
  return { type, number, lamp, lit };
}

/** Reads which transports a page wants cut; undefined when the text does not say. */
export function readTransports(text: string): Transport[] | undefined {
  const transports = parse(text)?.transports;
  if (!Array.isArray(transports)) return undefined;
  const known = TRANSPORTS.filter((transport) => transports.includes(transport));
  return known.length === transports.length ? known : undefined;
}

/** The session that a query names; undefined when it names none that could be one. */
export function readSession(query: URLSearchParams): string | undefined {
  const session = query.get('session');
  return session !== null && /^[\w-]{1,64}$/.test(session) ? session : undefined;
}

interface JsonObject {
  readonly type?: unknown;
  readonly number?: unknown;
  readonly lamp?: unknown;
  readonly lit?: unknown;
  readonly data?: unknown;
  readonly transports?: unknown;
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isCount(value: unknown, least = 1): value is number {
  return Number.isSafeInteger(value) && Number(value) >= least;
}
