import type { Chance } from './chance.ts';
import { type Directive, nameOf } from './directive-tree.ts';

/** Moves parts of the `http` block into included files, and parts of those further down. */
export function spreadOverFiles(chance: Chance, http: readonly Directive[]): Directive[] {
  let count = 0;
  const newPath = (folder: string): string => {
    count += 1;
    return `${folder}/${chance.pick(['a', 'm', 'z'])}${count}.conf`;
  };
  const inner = http.map((directive) =>
    nameOf(directive) === 'server' ? spreadServer(directive) : directive,
  );
  const servers = inner.filter((directive) => nameOf(directive) === 'server');
  const others = inner.filter((directive) => nameOf(directive) !== 'server');
  return [...moveRun(others, 'maps', 40), ...moveServers(servers)];

  /** Some servers move to files that a glob brings, which sorts them by name. */
  function moveServers(all: readonly Directive[]): Directive[] {
    if (!chance.percent(45)) return [...all];
    const last = all.at(-1);
    const movable = all.slice(0, -1);
    const moved = movable.filter(() => chance.percent(60));
    const files = moved.map((directive) => ({ path: newPath('conf.d'), body: [directive] }));
    files.sort((one, other) => (one.path < other.path ? -1 : 1));
    const stayed = movable.filter((directive) => !moved.includes(directive));
    const include = { words: 'include conf.d/*.conf', files };
    const parts = chance.percent(50) ? [include, ...stayed] : [...stayed, include];
    return [...parts, ...(last ? [last] : [])];
  }

  function spreadServer(server: Directive): Directive {
    const block = moveRun(server.block ?? [], 'parts', 25).map((directive) =>
      nameOf(directive) === 'location' && chance.percent(10)
        ? { ...directive, block: moveRun(directive.block ?? [], 'snippets', 100) }
        : directive,
    );
    return { ...server, block };
  }

  /** In some of the cases a run of directives goes to a file of its own. */
  function moveRun(body: readonly Directive[], folder: string, percent: number): Directive[] {
    if (!chance.percent(percent) || body.length < 2) return [...body];
    const from = chance.below(body.length);
    const to = from + 1 + chance.below(body.length - from);
    const path = newPath(folder);
    const words = `include ${chance.percent(50) ? path : path.replace(/\.conf$/, '.con[f]')}`;
    const file = { path, body: body.slice(from, to) };
    return [...body.slice(0, from), { words, files: [file] }, ...body.slice(to)];
  }
}
