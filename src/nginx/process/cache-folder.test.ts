import { expect, test } from 'vitest';
import { CacheFolderError, cacheFolder, explainCacheError } from './cache-folder.ts';

test('XDG_CACHE_HOME decides, where it is absolute', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/c', HOME: '/h' })).toBe('/c/fairlead');
  expect(cacheFolder({ XDG_CACHE_HOME: 'c', HOME: '/h' })).toBe('/h/.cache/fairlead');
  expect(cacheFolder({ HOME: '/h' })).toBe('/h/.cache/fairlead');
});

function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });
}

test.each([
  ['EROFS', 'read-only'],
  ['EACCES', 'no permission'],
  ['ENOSPC', 'no space'],
  ['ENOTDIR', 'is a file'],
])('%s is explained with the folder and the cure', (code, words) => {
  const error = explainCacheError('/c/fairlead', systemError(code, 'mkdir'));
  expect(error).toBeInstanceOf(CacheFolderError);
  expect(error).toMatchObject({ folder: '/c/fairlead', code });
  for (const part of ['/c/fairlead', words, code, 'XDG_CACHE_HOME']) {
    expect(String(error)).toContain(part);
  }
});

test('a full device that a program tells of is explained too', () => {
  const error = new Error('apt-get download failed: E: Write error - No space left on device');
  expect(explainCacheError('/c/fairlead', error)).toMatchObject({ code: 'ENOSPC' });
});

test('what is not about the cache stays as it is', () => {
  const others = [
    new Error('apt-get download failed'),
    systemError('EACCES', 'spawn /usr/bin/dpkg'),
  ];
  for (const error of others) expect(explainCacheError('/c/fairlead', error)).toBe(error);
});
