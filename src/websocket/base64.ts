/** Base64 of the bytes, in the alphabet that RFC 6455 4.1 asks for (RFC 4648 4). */
export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
