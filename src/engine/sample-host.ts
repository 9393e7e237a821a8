import { matchingTexts } from './matching-texts.ts';

/**
 * A name that the regular expression of a `server_name` matches, such as `a.example.com`; undefined where
 * none is found.
 */
export function sampleHost(pattern: string): string | undefined {
  const whole = (text: string): string =>
    `${text.startsWith('.') ? 'a' : ''}${text}${text.endsWith('.') ? 'example' : ''}`;
  return matchingTexts(pattern, { caseless: true, whole, isRight: isName })[0];
}

function isName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(text) && !text.includes('..');
}
