import { expect, test } from 'vitest';
import { SourceText } from '../../text/source-text.ts';
import { isDump, readDump } from './dump.ts';
import { load } from './load.ts';
import { print } from './print.ts';

const dump = `nginx: the configuration file /e/nginx.conf syntax is ok
nginx: configuration file /e/nginx.conf test is successful
# configuration file /e/nginx.conf:
# configuration file notes:
http {
    include conf.d/*.conf;
}

# configuration file /e/conf.d/b.conf:
b 1;
# configuration file /e/conf.d/a.conf:
a "\u00e4";
a 2;

`;

test('is read as the files that nginx read, each as it was', () => {
  const read = readDump(dump);
  if (read === undefined) throw new Error('no dump');
  const { files, problems, main } = load(read.main, { files: read.files });
  expect(problems).toEqual([]);
  expect(main?.path).toBe('/e/nginx.conf');
  expect(files.map(({ name, tree }) => [name, print(tree)])).toEqual([
    ['nginx.conf', '# configuration file notes:\nhttp {\n    include conf.d/*.conf;\n}\n'],
    ['conf.d/a.conf', 'a "\u00e4";\na 2;\n'],
    ['conf.d/b.conf', 'b 1;'],
  ]);
});

test('bytes and CRLF', () => {
  const text = '# configuration file /n.conf:\r\na \xff;\r\n\r\n';
  const read = readDump(Uint8Array.from(text, (char) => char.charCodeAt(0)));
  const content = read?.files.read('/n.conf', 100);
  expect(content).toMatchObject({ text: { chars: 'a \xff;\r\n' } });
});

test('a configuration is no dump', () => {
  expect(isDump(SourceText.fromString('# configuration file\nuser x;\n'))).toBe(false);
  expect(isDump(SourceText.fromString('a; # configuration file /a:\n'))).toBe(false);
  expect(isDump(SourceText.fromString(dump))).toBe(true);
  expect(readDump('user x;')).toBeUndefined();
});

test('a line that looks like a file already printed is a comment', () => {
  const text = '# configuration file /a:\nx;\n# configuration file /a:\ny;\n\n';
  expect(readDump(text)?.files.read('/a', 100)).toMatchObject({
    text: { chars: 'x;\n# configuration file /a:\ny;\n' },
  });
});
