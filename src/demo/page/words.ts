import { LAMP_COLUMNS, type Transport } from './wire.ts';

/** What people call the transports. */
export const TRANSPORT_NAMES: Readonly<Record<Transport, string>> = {
  websocket: 'WebSocket',
  sse: 'SSE',
  polling: 'long-polling',
};

/** A text with a capital letter, for the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A lamp's name: rows are letters and columns numbers, as on a chart. */
export function lampName(lamp: number): string {
  const row = String.fromCharCode('A'.charCodeAt(0) + Math.floor(lamp / LAMP_COLUMNS));
  return `${row}${(lamp % LAMP_COLUMNS) + 1}`;
}

/** Milliseconds in words, such as `0.84 ms` or `120 ms`. */
export function milliseconds(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return `${Math.round(ms)} ms`;
}

/** How long ago something was, such as `just now`, `12 s ago` or `3 min ago`. */
export function ago(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 1) return 'just now';
  if (seconds < 120) return `${seconds} s ago`;
  return `${Math.floor(seconds / 60)} min ago`;
}
