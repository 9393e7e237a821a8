import { type Directive, line } from './directive-tree.ts';
import { someValue } from './make-values.ts';
import type { Making } from './making.ts';
import { SEGMENTS } from './vocabulary.ts';

/** `proxy_pass`; `uri` says whether a path after the address is allowed where it stands. */
export function makeProxyPass(making: Making, uri: boolean): Directive {
  const { chance, upstreams, routes } = making;
  const address = chance.weighted<() => string>([
    [6, () => chance.pick(upstreams)],
    [2, () => `127.0.0.1:@BACKEND${chance.below(3)}@`],
    [1, () => 'unix:@SOCKET0@'],
  ])();
  const colon = address.startsWith('unix:') ? ':' : '';
  const path = chance.pick(['/', '/base', '/base/', '/b%20c/', '/x/y', '/?q=1', '/base?q=2']);
  const fixed = (): string => `http://${address}${uri && chance.percent(50) ? colon + path : ''}`;
  if (chance.percent(78) || address.startsWith('unix:')) return line(`proxy_pass ${fixed()}`);
  const tail = chance.pick([
    '',
    '$request_uri',
    '$uri',
    '$uri$is_args$args',
    '/fixed',
    '/$1',
    '/$1$is_args$args',
    '/fixed?$args',
    '/x/$rest',
    `/${chance.pick(SEGMENTS)}/$http_x_a`,
  ]);
  const target = chance.percent(60) ? chance.pick(routes) : address;
  // Without a variable it would be a path, which not every place allows.
  const whole = target + tail;
  if (!whole.includes('$')) return line(`proxy_pass ${fixed()}`);
  return line(`proxy_pass http://${chance.percent(15) ? whole.replace('$1', '$2') : whole}`);
}

/** `return` in its forms. */
export function makeReturn(making: Making): Directive {
  const { chance } = making;
  const code = chance.pick(['200', '204', '400', '403', '404', '418', '500', '503', '405', '410']);
  const redirect = chance.pick(['301', '302', '303', '307', '308']);
  const host = chance.pick(['$host', '$http_host', 'c.test', '$server_name', '$host:$server_port']);
  const path = chance.pick(['$request_uri', '$uri', '/moved', '/m/$1', '/$arg_a', '']);
  return line(
    chance.weighted<() => string>([
      [4, () => `return ${code}`],
      [3, () => `return ${code} ${someValue(making)}`],
      [3, () => `return ${redirect} ${chance.pick(['https', 'http', '$scheme'])}://${host}${path}`],
      [3, () => `return ${redirect} ${path === '' ? '/none' : path}`],
      [
        1,
        () => `return ${redirect} ${chance.pick(['relative', '$arg_a', '"/sp ace"', '//x.test/'])}`,
      ],
      [1, () => `return https://${host}${path}`],
      [1, () => 'return 444'],
    ])(),
  );
}
