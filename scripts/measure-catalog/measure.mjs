// Measures the nginx catalogue again: `npm run build && node scripts/measure-catalog/measure.mjs`.
// It needs apt (Debian or Ubuntu with Debian's suites), the network once, 600 MB in the cache folder,
// and about eight minutes. It writes src/nginx/catalog/measured/*.ts; `git diff` shows what changed.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTEXTS } from './contexts.mjs';
import { measureDirectives } from './directives.mjs';
import { candidateNames, moduleCommands, openElf } from './elf.mjs';
import { commandOf, obtain } from './obtain.mjs';
import { createProber } from './prober.mjs';
import { measureVariables } from './variables.mjs';
import { writeTables } from './write-tables.mjs';

/** Suites whose nginx is measured, oldest first. */
const SUITES = { '1.18.0': 'bullseye', '1.22.1': 'bookworm', '1.26.3': 'trixie', '1.30.6': 'sid' };
/** Modules that others need, in this order. Whether one needs them is tried. */
const PREREQUISITES = ['ngx_stream_module', 'ndk_http_module', 'ngx_http_lua_module'];

/** What nginx's table of it says: one argument, anywhere. */
const INCLUDE = { module: 'ngx_conf_module', family: 'CONF', name: 'include', type: 0xff000002 };

const say = (line) => process.stderr.write(`${line}\n`);

/** `--save FILE` keeps what was measured; `--reuse FILE` writes the tables from that, without asking. */
async function main() {
  const [option, file] = process.argv.slice(2);
  if (option === '--reuse' && file)
    return writeTables(JSON.parse(await readFile(file, 'utf8')), say);
  const measured = [];
  for (const [version, suite] of Object.entries(SUITES)) {
    measured.push(await measureVersion(version, suite));
  }
  if (option === '--save' && file) await writeFile(file, JSON.stringify(measured));
  return writeTables(measured, say);
}

async function measureVersion(version, suite) {
  const root = await obtain(suite, say);
  const start = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-measure-'));
  try {
    const command = await commandOf(root);
    const prober = createProber({ command, acceptsLog: version !== '1.18.0', folder });
    const result = { version, directives: [], variables: [], unloadable: [] };
    for (const set of await loadSets(prober, root, result)) await measureSet(prober, set, result);
    say(`${version}: ${prober.asked} questions in ${Math.round((Date.now() - start) / 1000)} s`);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** nginx alone, and then each module with what it needs: what a set adds is that module's. */
async function loadSets(prober, root, result) {
  const modules = join(root, 'usr/lib/nginx/modules');
  const files = (await readdir(modules))
    .filter((name) => name.endsWith('.so'))
    .map((name) => name.slice(0, -3));
  const order = [...PREREQUISITES, ...files].filter((name) => files.includes(name));
  const load = (names) => names.map((name) => `load_module ${join(modules, name)}.so;\n`).join('');
  const sets = [{ name: 'nginx', file: join(root, 'usr/sbin/nginx'), needs: [], lines: '' }];
  for (const name of new Set(order)) {
    const tries = [[], ...PREREQUISITES.map((one) => [one]), PREREQUISITES.slice(1)].filter(
      (needs) => !needs.includes(name) && needs.every((need) => files.includes(need)),
    );
    const answers = await prober.ask(
      tries.map((needs) => `${load([...needs, name])}fairlead_loaded;\n`),
    );
    const needs = tries[answers.indexOf('unknown directive "fairlead_loaded"')];
    if (needs)
      sets.push({ name, file: join(modules, `${name}.so`), needs, lines: load([...needs, name]) });
    else result.unloadable.push({ name, why: answers[0] });
  }
  return sets;
}

async function measureSet(prober, { name, file, needs, lines }, result) {
  const elf = openElf(file);
  // `include` is everywhere, also in the contexts that a module brings.
  const candidates = candidateNames(elf).add(INCLUDE.name);
  const commands = [...moduleCommands(elf), INCLUDE];
  const isMine = ({ set }) => set === 'nginx' || needs.includes(set);
  const knownPlaces = new Set(
    result.directives.filter(isMine).map((one) => `${one.name} ${one.context}`),
  );
  const knownVariables = new Set(
    result.variables.filter(isMine).map((one) => `${one.name} ${one.family} ${one.prefix}`),
  );
  const contexts = await existingContexts(prober, lines);
  const { placed, problems } = await measureDirectives({
    ...{ prober, lines, contexts, candidates, commands },
    isKnownAlready: (directive, context) => knownPlaces.has(`${directive} ${context}`),
  });
  const { known, odd } = await measureVariables({
    ...{ prober, lines, families: contexts, candidates },
    isKnownAlready: (...words) => knownVariables.has(words.join(' ')),
  });
  for (const place of placed) result.directives.push({ ...place, set: name });
  for (const one of known) result.variables.push({ ...one, set: name });
  for (const line of [...problems, ...odd.map((text) => text.slice(0, 100))])
    say(`  ${name}: ${line}`);
  say(
    `  ${name}: ${candidates.size} candidates, ${new Set(placed.map((one) => one.name)).size} directives, ${known.length} variables`,
  );
}

async function existingContexts(prober, lines) {
  const contexts = Object.keys(CONTEXTS);
  const answers = await prober.ask(
    contexts.map((context) => `${lines}${CONTEXTS[context]}fairlead_here;\n`),
  );
  return contexts.filter((_, i) => answers[i] === 'unknown directive "fairlead_here"');
}

await main();
