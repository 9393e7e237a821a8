import { dirname, relative } from 'node:path';
import type { LoadedFile } from '../nginx/syntax/index.ts';
import type { ConfigTestEvidence } from '../probe/evidence.ts';
import type { Sandbox } from './sandbox/sandbox.ts';

type Message = ConfigTestEvidence['messages'][number];

/** What nginx says of a private copy it says of the user's file. */
export function inUserTerms(message: Message, { files }: Sandbox): Message {
  const origin = files.find(({ place }) => place === message.file)?.origin;
  const text = files.reduce(
    (said, file) => said.replaceAll(file.place, file.origin.path),
    message.text,
  );
  const [main] = files;
  const isQuotable = origin === undefined || main === undefined || isBeside(origin, main.origin);
  // A stranger may include what never was a configuration to have it shown.
  const shown = isQuotable ? text : text.replace(/".*"/s, '"…"');
  return { ...message, text: shown, ...(origin && { file: origin.path }) };
}

/** Whether a file really lies in the folder of the configuration. */
function isBeside(file: LoadedFile, main: LoadedFile): boolean {
  const isIn = (path: string, folder: string): boolean => !relative(folder, path).startsWith('..');
  const { path, realPath = path } = file;
  const folders = [main.path, main.realPath ?? main.path].map((one) => dirname(one));
  return isIn(path, dirname(main.path)) && folders.some((folder) => isIn(realPath, folder));
}
