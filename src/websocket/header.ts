/** One header field: its name in the letter case that is sent or was got, and its value. */
export type HeaderPair = readonly [name: string, value: string];

/** Every value of the named field, in order. Names are compared without case (RFC 9110 5.1). */
export function headerValues(headers: readonly HeaderPair[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([got]) => got.toLowerCase() === wanted).map(([, value]) => value);
}

/** The elements of a field that is a comma-separated list, all its lines together (RFC 9110 5.6.1). */
export function headerList(headers: readonly HeaderPair[], name: string): string[] {
  return headerValues(headers, name).flatMap(elementsOf);
}

/** True where the list field holds the token, compared without case. */
export function headerHasToken(
  headers: readonly HeaderPair[],
  name: string,
  token: string,
): boolean {
  return headerValues(headers, name).some((value) => listHasToken(value, token));
}

/** The same of one value of such a field. */
export function listHasToken(value: string, token: string): boolean {
  const wanted = token.toLowerCase();
  return elementsOf(value).some((element) => element.toLowerCase() === wanted);
}

function elementsOf(value: string): string[] {
  return value
    .split(',')
    .map((element) => element.trim())
    .filter((element) => element !== '');
}
