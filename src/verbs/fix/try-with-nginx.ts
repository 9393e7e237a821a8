import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMessage, type NginxBinary, testConfiguration } from '../../nginx/process/index.ts';
import type { Configuration, LoadedFile } from '../../nginx/syntax/index.ts';
import { applyEdits, type Edit } from '../../text/edit.ts';
import { removeFile } from './durable.ts';

/** The nginx that is asked, and how it would be run. */
export interface TryingNginx {
  readonly binary: NginxBinary;
  /** Its `-p`. */
  readonly prefix: string;
}

export interface TryOptions {
  readonly nginx: TryingNginx;
  /** A path beside the main file, so that what is relative to it stays where it is. */
  readonly trial: string;
  /** A folder for copies of the other files; it is made here. */
  readonly room: string;
}

/** What nginx says: that it takes the result; that it alone is at fault; or that it cannot tell. */
export type TryOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'untested'; readonly why: string };

/**
 * Asks `nginx -t` about a configuration that is not written yet. It sees copies: a hidden one of the
 * main file beside it, and others of what is included, each `include` naming them. Where it refuses
 * them, the configuration as it was goes the same way: where nginx refuses that, too, only what it says
 * of a new line is the change's fault.
 */
export async function tryWithNginx(
  before: Configuration,
  after: Configuration,
  options: TryOptions,
): Promise<TryOutcome> {
  const { room } = options;
  // nginx would take these for a pattern, or for the end of the name.
  if (/[*?[\]"\\]/.test(room)) {
    return {
      kind: 'untested',
      why: `nginx cannot include files of a folder with such a name: ${room}`,
    };
  }
  mkdirSync(room, { mode: 0o700 });
  const refusal = await refusalOf(after, 'after', options);
  if (refusal === undefined) return { kind: 'accepted' };
  const earlier = await refusalOf(before, 'before', options);
  if (earlier === undefined || isAboutNewLine(refusal, before)) {
    return { kind: 'refused', message: refusal.message };
  }
  const why = `nginx refuses it with and without the change: ${earlier.message}`;
  return { kind: 'untested', why };
}

interface NginxRefusal {
  readonly message: string;
  /** The file that nginx blames, and its line. */
  readonly file: LoadedFile | undefined;
  readonly line: number | undefined;
}

/** Whether nginx blames a line that the file did not have before. */
function isAboutNewLine({ file, line }: NginxRefusal, before: Configuration): boolean {
  const old = before.files.find(({ path }) => path === file?.path);
  if (file === undefined || line === undefined || old === undefined) return false;
  const blamed = file.source.chars.split('\n')[line - 1];
  return blamed !== undefined && !old.source.chars.split('\n').includes(blamed);
}

async function refusalOf(
  configuration: Configuration,
  set: string,
  { nginx, trial, room }: TryOptions,
): Promise<NginxRefusal | undefined> {
  const folder = join(room, set);
  mkdirSync(folder, { mode: 0o700 });
  const copies = new Map<LoadedFile, string>();
  for (const [index, file] of configuration.files.entries()) {
    const isMain = file === configuration.main;
    copies.set(file, isMain ? trial : join(folder, `${index}.conf`));
  }
  try {
    for (const [file, copy] of copies) writeFileSync(copy, copyOf(file, copies), { mode: 0o600 });
    const { prefix, binary } = nginx;
    const { ok, messages } = await testConfiguration(binary, { prefix, file: trial });
    if (ok) return undefined;
    const worst = messages.find(({ level }) => level !== 'warn') ?? messages[0];
    const [file] = [...copies].find(([, copy]) => copy === worst?.file) ?? [];
    const message = worst && describeMessage({ ...worst, ...(file && { file: file.name }) });
    return { message: message ?? 'it gave no reason', file, line: worst?.line };
  } finally {
    removeFile(trial);
  }
}

/** The text with each `include` naming the copies; lines keep their numbers. */
function copyOf(
  { source, includes }: LoadedFile,
  copies: ReadonlyMap<LoadedFile, string>,
): Uint8Array {
  const edits: Edit[] = [];
  for (const { span, files } of includes.values()) {
    // What matched nothing, or could not be read, stays for nginx to judge.
    if (files.length === 0) continue;
    const breaks = source.chars.slice(span.start, span.end).replace(/[^\n]/g, '');
    const lines = files.map((file) => `include "${copies.get(file) ?? file.path}";`);
    edits.push({ span, text: source.encode(lines.join(' ')) + breaks });
  }
  const outcome = applyEdits(source.chars, edits);
  return source.with(outcome.applied ? outcome.text : source.chars).toBytes();
}
