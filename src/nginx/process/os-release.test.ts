import { expect, test } from 'vitest';
import { installHint } from './install-hint.ts';
import { isLike, parseOsRelease } from './os-release.ts';

test('values may be quoted; comments and empty lines are none', () => {
  const text = `# made by hand
PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
VERSION_CODENAME=bookworm

ID='debian'
ODD="a \\"b\\" \\$c"
`;
  expect(parseOsRelease(text)).toEqual({
    PRETTY_NAME: 'Debian GNU/Linux 12 (bookworm)',
    VERSION_CODENAME: 'bookworm',
    ID: 'debian',
    ODD: 'a "b" $c',
  });
});

test('a distribution is like those that it is made from', () => {
  const mint = { ID: 'linuxmint', ID_LIKE: 'ubuntu debian' };
  expect(isLike(mint, 'ubuntu')).toBe(true);
  expect(isLike(mint, 'debian')).toBe(true);
  expect(isLike(mint, 'fedora')).toBe(false);
  expect(isLike({}, 'debian')).toBe(false);
});

test.each([
  ['darwin', {}, 'brew install nginx'],
  ['linux', { ID: 'alpine' }, 'sudo apk add nginx'],
  ['linux', { ID: 'rocky', ID_LIKE: 'rhel centos fedora' }, 'sudo dnf install nginx'],
  ['linux', { ID: 'opensuse-leap', ID_LIKE: 'suse opensuse' }, 'sudo zypper install nginx'],
  ['linux', { ID: 'debian' }, 'sudo apt-get install nginx'],
])('on %s %o: %s', (platform, release, command) => {
  expect(installHint(platform, release)).toContain(`\`${command}\``);
});

test('an unknown system gets a sentence too', () => {
  expect(installHint('linux', { ID: 'gobo' })).toContain("this system's package manager");
});
