import { describe, expect, test } from 'vitest';
import { load, objectFiles } from '../../syntax/index.ts';
import { Model } from '../model.ts';

describe('a configuration that listens on very much', () => {
  test('every port of one address is read', () => {
    expect(modelOf('listen 1-65535;').listeners?.sockets).toHaveLength(65_535);
  });

  test('every port of many addresses is refused before it is unfolded', () => {
    const lines = Array.from({ length: 500 }, (_, at) => `listen 10.0.0.${at}:1-65535;`);
    expect(() => modelOf(lines.join(' '))).toThrow(
      /more addresses and ports than can be judged: .*"listen 1-65535"/,
    );
  });

  test('every port of one address is too many for very many servers', () => {
    const server = 'server { listen 1-65535; }';
    expect(() => modelOf(`} ${server.repeat(500)} server {`)).toThrow(
      /more servers at ports than can be judged/,
    );
  });

  test('a hundred thousand servers on one port are few', () => {
    const servers = 'server { listen 80; server_name a; }'.repeat(100_000);
    const model = new Model(
      load('nginx.conf', { files: objectFiles({ 'nginx.conf': `http { ${servers} }` }) }),
      {
        version: '1.22.1',
      },
    );
    expect(model.listeners?.sockets).toHaveLength(1);
  });
});

function modelOf(lines: string): Model {
  const text = `http { server { ${lines} } }`;
  return new Model(load('nginx.conf', { files: objectFiles({ 'nginx.conf': text }) }), {
    version: '1.22.1',
  });
}
