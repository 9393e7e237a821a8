import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { diskFiles, load, parse, print, printBytes } from '../../src/nginx/syntax/index.ts';

const folder = fileURLToPath(new URL('../../../shared/cases/', import.meta.url));
const absent = existsSync(folder) ? undefined : 'the folder ../shared/cases is not here';

const files = absent === undefined ? allFiles(folder) : [];

function allFiles(inside: string): string[] {
  return readdirSync(inside, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`);
}

describe.skipIf(absent !== undefined)(
  `the corpus${absent === undefined ? '' : `: ${absent}`}`,
  () => {
    test('every file is printed as it was read, configuration or not', () => {
      expect(files.length).toBeGreaterThan(0);
      for (const path of files) {
        const bytes = new Uint8Array(readFileSync(path));
        const { tree } = parse(bytes);
        expect(Buffer.compare(printBytes(tree), bytes), path).toBe(0);
        const text = readFileSync(path, 'latin1');
        expect(print(parse(text).tree), path).toBe(text);
      }
    });

    const mains = files.filter((path) => path.endsWith('/nginx.conf'));
    test.each(mains.map((path) => path.slice(folder.length)))('%s has no problems', (name) => {
      const { problems } = load(`${folder}${name}`, { files: diskFiles() });
      // Some include files of a whole installation, which need not be on this machine.
      const own = problems.filter(({ code, message }) => {
        return code !== 'file-missing' || !message.includes('"/etc/nginx/');
      });
      expect(own.map(({ message }) => message)).toEqual([]);
    });
  },
);
