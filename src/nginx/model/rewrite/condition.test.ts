import { describe, expect, test } from 'vitest';
import type { FileKind } from '../file-facts.ts';
import { endOf, serve } from '../trace.fixture.ts';

const DISK: Record<string, FileKind> = { '/r/file': 'file', '/r/folder': 'folder' };

function holds(condition: string, path = '/'): boolean | string {
  const lines = `root /r; if (${condition}) { return 302 yes; } return 302 no;`;
  const end = endOf(serve(lines, path, { disk: DISK }));
  return end === '302 yes' ? true : end === '302 no' ? false : end;
}

describe('a variable alone', () => {
  test.each([
    ['/', false],
    ['/?a=', false],
    ['/?a=0', false],
    ['/?a=00', true],
    ['/?a=no', true],
  ])('for %s: %s', (path, expected) => {
    expect(holds('$arg_a', path)).toBe(expected);
    expect(holds(' $arg_a ', path)).toBe(expected);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is nginx's variable.
    expect(holds('${arg_a}', path)).toBe(expected);
  });
});

describe('texts and expressions', () => {
  test.each([
    ['$arg_a = x', true],
    ['$arg_a = X', false],
    ['$arg_a != x', false],
    ['$arg_a = "$arg_b"', true],
    ['$arg_a ~ ^X$', false],
    ['$arg_a ~* ^X$', true],
    ['$arg_a !~ x', false],
    ['$arg_a !~* ^Y', true],
    ['$arg_none = ""', true],
    ['$arg_a ~ (y)', false],
  ])('%s: %s', (condition, expected) => {
    expect(holds(condition, '/?a=x&b=x')).toBe(expected);
  });

  test('what an expression captures is there inside, and gone where it fails', () => {
    const lines = (expression: string): string =>
      `if ($uri ~ ^/(.)) { } if ($arg_a ~ ${expression}) { return 302 "=$1"; } return 302 "-$1";`;
    expect(endOf(serve(lines('(.)$'), '/p?a=xyz'))).toBe('302 =z');
    expect(endOf(serve(lines('(none)'), '/p?a=xyz'))).toBe('302 -');
  });
});

function guessed(condition: string, path: string): string {
  return endOf(serve(`root /r; if (${condition}) { return 302 yes; } return 302 no;`, path));
}

describe('files', () => {
  test.each([
    ['-f $request_filename', [true, false, false]],
    ['!-f $request_filename', [false, true, true]],
    ['-d $request_filename', [false, true, false]],
    ['!-d $request_filename', [true, false, true]],
    ['-e $request_filename', [true, true, false]],
    ['!-e $request_filename', [false, false, true]],
  ])('%s', (condition, expected) => {
    expect(['/file', '/folder', '/none'].map((path) => holds(condition, path))).toEqual(expected);
  });

  test('who may run one is not known, but that it is missing is', () => {
    expect(holds('-x $request_filename', '/file')).toMatch(/^unknown: the file \/r\/file/);
    expect(holds('-x $request_filename', '/none')).toBe(false);
    expect(holds('!-x $request_filename', '/none')).toBe(true);
  });

  test('what a client names is none where the disk is not at hand, with a doubt', () => {
    for (const kind of ['-f', '-d', '-e']) {
      expect(guessed(`${kind} $request_filename`, '/ws/')).toBe('302 no');
      expect(guessed(`!${kind} $document_root$uri`, '/ws')).toBe('302 yes');
    }
    expect(guessed('-d $request_filename', '/')).toBe('302 yes');
    expect(guessed('!-f $request_filename', '/')).toBe('302 yes');
    const { unknowns } = serve('root /r; if (!-f $request_filename) { return 204; }', '/ws');
    expect(unknowns.map(({ what }) => what)).toEqual(['the file /r/ws']);
  });

  test('what the configuration names is as it is without an exception', () => {
    expect(guessed('-f $document_root/maintenance.html', '/ws')).toBe('302 no');
    expect(guessed('!-f /srv/ready', '/')).toBe('302 no');
  });

  test('a page may be there, and who may run a file is not known', () => {
    expect(guessed('-f $request_filename', '/a.html')).toMatch(/^unknown: the file \/r\/a\.html/);
    expect(guessed('-x $request_filename', '/ws')).toMatch(/^unknown: the file \/r\/ws/);
  });
});

test('a variable that nobody knows leaves the request unknown', () => {
  for (const condition of [
    '$time_local',
    '$time_local = 1',
    '$arg_a = $time_local',
    '$time_local ~ a',
  ]) {
    expect(holds(condition)).toMatch(/^unknown: \$time_local/);
  }
});
