/** The URL of the socket at an address: people copy what stands in their browser. */
export function asSocketUrl(written: string): string {
  return written.replace(/^http(s?):/i, 'ws$1:');
}
