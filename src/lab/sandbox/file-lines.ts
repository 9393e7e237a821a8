import type { Line } from './line.ts';
import { quoted } from './private-text.ts';
import type { Rewriting } from './rewriting.ts';
import type { SandboxPaths } from './sandbox-paths.ts';

/** The pairs of key and certificate that every TLS listener of a sandbox has. */
export const CERTIFICATES = ['rsa', 'ec'] as const;

/** Puts our certificates in the place of the user's, whose keys are not read. */
export function rewriteCertificate(line: Line, into: Rewriting, paths: SandboxPaths): void {
  const { name } = line.directive;
  const ending = name === 'ssl_certificate' ? 'pem' : 'key';
  const lines = CERTIFICATES.map(
    (kind) => `${name} ${quoted(`${paths.private}/${kind}.${ending}`)};`,
  );
  into.replaceDirective(line, lines.join(' '));
}

/** Has nginx trust our backends in the place of the user's. */
export function rewriteTrust(line: Line, into: Rewriting, paths: SandboxPaths): void {
  into.replaceDirective(line, `${line.directive.name} ${quoted(`${paths.private}/backend.pem`)};`);
}

/** Leads a cache into a folder of its own. */
export function rewriteCache(line: Line, into: Rewriting, { caches }: SandboxPaths): void {
  const [path, ...parameters] = line.directive.args;
  if (path === undefined) return;
  into.replace(line, path.span, quoted(`${caches}/${into.ownName('cache')}`));
  const zone = parameters.find(({ value }) => value.startsWith('use_temp_path='));
  // A temporary folder on another disk than the cache matters to its speed alone.
  if (zone !== undefined) into.replace(line, zone.span, 'use_temp_path=off');
}

/** Every line is written at once, and all into one file, whichever file or system log is named. */
export function rewriteAccessLog(line: Line, into: Rewriting, { logs }: SandboxPaths): void {
  const [path, ...rest] = line.directive.args;
  if (path === undefined || path.value === 'off') return;
  const kept = rest.filter(({ value }) => !/^(?:buffer|flush|gzip)(?:=|$)/.test(value));
  const words = kept.map(({ raw }) => raw).join(' ');
  into.replaceDirective(line, `access_log ${quoted(`${logs}/access.log`)} ${words};`);
}

/** `if (-f …)` and its likes. */
const LOOKS_AT_DISK = /^\(?!?-[defx]$/;

/**
 * Has `if` look at the disk of the sandbox; a path that begins with a variable leads there already. False
 * where it looks at no path that is written out.
 */
export function rewriteDiskTest(line: Line, into: Rewriting, { disk }: SandboxPaths): boolean {
  const { args } = line.directive;
  const at = args.findIndex(({ value }) => LOOKS_AT_DISK.test(value));
  const path = at < 0 ? undefined : args[at + 1];
  if (path?.value.startsWith('/') !== true) return false;
  const start = path.span.start + path.raw.indexOf('/');
  into.replace(line, { start, end: start }, disk);
  return true;
}

/** What OpenSSL is told that names no file. */
const WITHOUT_FILE =
  /^(?:(?:min|max)?protocol|options|ciphersuites|cipherstring|curves|groups|(?:client)?signaturealgorithms|numtickets|recordpadding)$/i;

/** Some of OpenSSL's own commands read files. */
export function rewriteOpensslCommand(line: Line, into: Rewriting): void {
  const command = line.directive.args[0]?.value ?? '';
  if (!WITHOUT_FILE.test(command)) into.giveUp(line, `OpenSSL is not told ${command}.`);
}
