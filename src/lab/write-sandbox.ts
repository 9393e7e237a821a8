import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileKind } from '../nginx/model/index.ts';
import type { LabCertificates } from './lab-certificates.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { onUserDisk, sandboxPaths } from './sandbox/sandbox-paths.ts';

/** What goes into a sandbox beside its configuration. */
export interface SandboxContents {
  readonly certificates: LabCertificates;
  /** What the model asked of the user's disk: the same is found on that of the sandbox, empty. */
  readonly disk: ReadonlyMap<string, FileKind>;
  readonly folder: string;
}

/** Stands for a file of the user's, whose text nobody needs to see. */
const PLACEHOLDER = 'fairlead: stands for a file of the same name\n';

/** Writes the files of a sandbox below its prefix, all but `nginx.conf`. */
export async function writeSandbox(
  prefix: string,
  { files }: Sandbox,
  { certificates, disk, folder }: SandboxContents,
): Promise<void> {
  const paths = sandboxPaths(prefix);
  await mkdir(paths.disk, { recursive: true });
  // nginx makes the folder of a cache, but none above it.
  await mkdir(paths.caches, { recursive: true });
  for (const { place, text, origin } of files) {
    await writeNew(place, Buffer.from(text, origin.source.holdsBytes ? 'latin1' : 'utf8'));
  }
  for (const [kind, { certificate, key }] of certificates.listeners) {
    await writeNew(`${paths.private}/${kind}.pem`, certificate);
    await writeNew(`${paths.private}/${kind}.key`, key);
  }
  await writeNew(`${paths.private}/backend.pem`, certificates.backend.certificate);
  for (const [path, kind] of disk) {
    const place = Buffer.from(`${paths.disk}${onUserDisk(path, folder)}`, 'latin1').toString();
    if (kind === 'folder') await mkdir(place, { recursive: true });
    // nginx asks for a folder with the same name first where a path ends in a slash.
    if (kind === 'file') await writeNew(place.replace(/\/$/, ''), PLACEHOLDER);
  }
}

async function writeNew(file: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
