import { expect, test } from 'vitest';
import { chooseArchive, findAptArchive, parseIndexTargets } from './apt-archive.ts';

const LINES = `Packages|http://one.test/|bookworm|main|
Packages|mirror+file:/etc/apt/mirrors.list|bookworm-updates|main|$(SIGNED_BY)
Translations|http://mirror.test/debian/|bookworm|main|$(SIGNED_BY)
Packages|cdrom:[Debian 12]/|bookworm|main|$(SIGNED_BY)
Packages|http://mirror.test/debian-security/|bookworm-security|main|$(SIGNED_BY)
Packages|http://mirror.test/debian/|bookworm|contrib|$(SIGNED_BY)
Packages|http://mirror.test/debian/|bookworm|main|/usr/share/keyrings/key.gpg
Packages|http://mirror.test/debian/|bookworm-updates|main|$(SIGNED_BY)
`;

test('lists of packages are read, others left out', () => {
  const targets = parseIndexTargets(LINES);
  expect(targets).toHaveLength(7);
  expect(targets[5]).toEqual({
    uri: 'http://mirror.test/debian/',
    suite: 'bookworm',
    component: 'main',
    signedBy: '/usr/share/keyrings/key.gpg',
  });
});

test('the main archive is the one that has the updates too', () => {
  const targets = parseIndexTargets(LINES);
  expect(chooseArchive(targets, 'bookworm')?.uri).toBe('http://mirror.test/debian/');
  expect(chooseArchive(targets, 'trixie')).toBeUndefined();
});

test('without updates anywhere the first is taken', () => {
  const targets = parseIndexTargets(
    'Packages|http://a.test/|sid|main|\nPackages|http://b.test/|sid|main|',
  );
  expect(chooseArchive(targets, 'sid')?.uri).toBe('http://a.test/');
});

test('a system that is neither Debian nor Ubuntu is told how to install nginx', async () => {
  await expect(findAptArchive({}, { ID: 'alpine', VERSION_ID: '3.20' })).rejects.toThrow(
    /on Debian and Ubuntu only.*`(sudo apk add|brew install) nginx/,
  );
});

test('a Debian without apt in PATH too', async () => {
  const debian = { ID: 'debian', VERSION_CODENAME: 'bookworm' };
  await expect(findAptArchive({ PATH: '' }, debian)).rejects.toThrow(
    /apt-get, apt-cache and dpkg are not all in PATH\. Install nginx with `.*`, or name one/,
  );
});
