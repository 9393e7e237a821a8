import { expect, test } from 'vitest';
import {
  holderOfNginx,
  librariesOf,
  modulesOf,
  parsePackages,
  upstreamVersion,
} from './package-choice.ts';

const BULLSEYE = `Package: nginx
Version: 1.18.0-6.1+deb11u3
Depends: nginx-core (<< 1.18.0-6.1+deb11u3.1~) | nginx-full (<< 1.18.0-6.1+deb11u3.1~)
Section: httpd

Package: nginx-light
Version: 1.18.0-6.1+deb11u3
Depends: libnginx-mod-http-echo (= 1.18.0-6.1+deb11u3), nginx-common (= 1.18.0-6.1+deb11u3), iproute2, libc6 (>= 2.28), libpcre3, libssl1.1 (>= 1.1.1)
Description: nginx web/proxy server
 Depends: of a description does not count
Section: httpd
`;

const LIBRARIES: Readonly<Record<string, string>> = {
  'libnginx-mod-http-echo': 'Depends: libc6\nSection: httpd',
  'nginx-common': 'Depends: lsb-base\nSection: httpd',
  iproute2: 'Depends: libbpf0\nSection: net',
  libc6: 'Depends: libcrypt1 (>= 1:4.4.10-10), libgcc-s1\nSection: libs',
  libcrypt1: 'Depends: libc6 (>= 2.25)\nSection: libs',
  'libgcc-s1': 'Section: libs',
  libpcre3: 'Depends: libc6\nSection: universe/libs',
  'libssl1.1':
    'Pre-Depends: multiarch-support\nDepends: libc6, debconf (>= 0.5) | debconf-2.0\nSection: libs',
  debconf: 'Section: admin',
};

async function show(names: readonly string[]): Promise<string> {
  const known = names.filter((name) => name in LIBRARIES);
  return known.map((name) => `Package: ${name}\nVersion: 1\n${LIBRARIES[name]}\n`).join('\n');
}

test('the package that needs a C library holds the program', () => {
  const entries = parsePackages(BULLSEYE);
  expect(entries.map(({ name }) => name)).toEqual(['nginx', 'nginx-light']);
  expect(holderOfNginx(entries)?.name).toBe('nginx-light');
  expect(holderOfNginx(entries.slice(0, 1))).toBeUndefined();
});

test('of what it depends on, libraries are needed, and theirs', async () => {
  const holder = holderOfNginx(parsePackages(BULLSEYE));
  expect(holder && (await librariesOf([holder], show))).toEqual([
    'libc6',
    'libcrypt1',
    'libgcc-s1',
    'libpcre3',
    'libssl1.1',
  ]);
});

test('modules are those of the very same build', () => {
  const [holder, ...others] = parsePackages(`Package: nginx
Version: 1.22.1-9+deb12u3
Depends: libc6

Package: libnginx-mod-stream
Version: 1.22.1-9+deb12u3

Package: libnginx-mod-http-echo
Version: 1.22.1-9+deb12u3
`);
  expect(holder && modulesOf(holder, others).map(({ name }) => name)).toEqual([
    'libnginx-mod-stream',
  ]);
  const older = others.map((entry) => ({ ...entry, version: '1.22.1-9+deb12u2' }));
  expect(holder && modulesOf(holder, older)).toEqual([]);
});

test('a package version holds that of nginx', () => {
  expect(upstreamVersion('1.22.1-9+deb12u3')).toBe('1.22.1');
  expect(upstreamVersion('1:1.30.6-2')).toBe('1.30.6');
  expect(upstreamVersion('1.24.0-2ubuntu7.5')).toBe('1.24.0');
  expect(upstreamVersion('2024-1')).toBeUndefined();
  expect(upstreamVersion('')).toBeUndefined();
});
