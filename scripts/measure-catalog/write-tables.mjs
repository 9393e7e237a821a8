// The measurements as tables of the catalogue: text that is read line by line, sorted, so that a new
// measurement shows as a small difference.
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONTEXTS } from './contexts.mjs';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../src/nginx/catalog/measured');
const ORDER = Object.keys(CONTEXTS);
/** Files that are built from nginx's own source; the rest is third parties'. */
const OWN = new Set([
  'nginx',
  'ngx_stream_module',
  'ngx_mail_module',
  'ngx_http_geoip_module',
  'ngx_http_image_filter_module',
  'ngx_http_perl_module',
  'ngx_http_xslt_filter_module',
  'ngx_stream_geoip_module',
]);

export async function writeTables(measured, say) {
  const versions = measured.map(({ version }) => version);
  const own = directiveLines(measured, isOwn);
  const others = directiveLines(measured, (one) => !isOwn(one));
  const variables = variableLines(measured);
  await write(
    'versions',
    'MEASURED_VERSIONS',
    `[${versions.map((one) => `'${one}'`).join(', ')}]`,
    'readonly string[]',
  );
  await write('nginx-directives', 'NGINX_DIRECTIVES', `\`${own}\``);
  await write('module-directives', 'MODULE_DIRECTIVES', `\`${others}\``);
  await write('variables', 'VARIABLES', `\`${variables}\``);
  for (const { version, directives, variables: known } of measured) {
    const count = (list, mine) =>
      new Set(list.filter((one) => isOwn(one) === mine).map((one) => one.module + one.name)).size;
    say(
      `${version}: nginx's own: ${count(directives, true)} directives, ${count(known, true)} variables; ` +
        `third parties': ${count(directives, false)} and ${count(known, false)}`,
    );
  }
}

/** `include` is nginx's own also in the contexts of somebody else's module. */
function isOwn({ set, module }) {
  return OWN.has(set) || module === 'ngx_conf_module';
}

/** By module, with the versions in which the module was there: `@module 1234`. */
function directiveLines(measured, isWanted) {
  const modules = new Map();
  measured.forEach(({ directives }, i) => {
    for (const one of directives.filter(isWanted)) {
      const module = entry(modules, one.module, () => ({ versions: new Set(), names: new Map() }));
      module.versions.add(i + 1);
      const shapes = entry(module.names, one.name, () => new Map());
      const shape = `${countsText(one.counts)} ${kindOf(one)}`;
      entry(
        entry(shapes, shape, () => new Map()),
        i + 1,
        () => [],
      ).push(one.context);
    }
  });
  return sorted(modules)
    .map(([module, { versions, names }]) => {
      const all = [...versions].sort().join('');
      const lines = sorted(names).flatMap(([name, shapes]) => formLines(name, shapes, all));
      return `\n@${module} ${all}${lines.map((line) => `\n${line}`).join('')}`;
    })
    .join('');
}

/** `name contexts arguments kind [versions]`; versions only where they are not all of the module's. */
function formLines(name, shapes, all) {
  const forms = new Map();
  for (const [shape, byVersion] of shapes) {
    for (const [version, contexts] of byVersion) {
      const places = ORDER.filter((context) => contexts.includes(context)).join(',');
      entry(forms, `${name} ${places} ${shape}`, () => []).push(version);
    }
  }
  return [...forms].map(([form, versions]) =>
    versions.join('') === all ? form : `${form} ${versions.join('')}`,
  );
}

function kindOf({ name, block, flag, body }) {
  if (!block) return flag ? 'flag' : 'line';
  if (body === 'directives') return 'block';
  return name.endsWith('_by_lua_block') ? 'foreign' : 'entries';
}

/** `0`, `1,3`, `1-2`, `2+`: nine arguments are accepted only where any number is. */
function countsText(counts) {
  const [least] = counts;
  const most = counts.at(-1);
  if (most - least + 1 !== counts.length) return counts.join(',');
  if (most === 9) return `${least}+`;
  return least === most ? `${least}` : `${least}-${most}`;
}

/** `name http|stream [set] [prefix] [versions]` by module file; what a prefix covers is left out. */
function variableLines(measured) {
  const files = new Map();
  const present = new Map();
  measured.forEach(({ variables, directives }, i) => {
    for (const { set } of directives) entry(present, set, () => new Set()).add(i + 1);
    const prefixes = variables.filter(({ prefix }) => prefix);
    const nginxOwn = prefixes.filter(({ set }) => OWN.has(set));
    for (const one of variables) {
      const isCovered = nginxOwn.some(
        (prefix) =>
          prefix.family === one.family && one.name.startsWith(prefix.name) && prefix !== one,
      );
      if (isCovered) continue;
      const words = [
        one.name,
        one.family,
        ...(one.settable ? ['set'] : []),
        ...(one.prefix ? ['prefix'] : []),
      ];
      entry(
        entry(files, one.set, () => new Map()),
        words.join(' '),
        () => [],
      ).push(i + 1);
    }
  });
  return sorted(files)
    .map(([set, lines]) => {
      const all = [...present.get(set)].sort().join('');
      const text = sorted(lines).map(([line, versions]) =>
        versions.join('') === all ? `\n${line}` : `\n${line} ${versions.join('')}`,
      );
      return `\n@${set} ${all}${text.join('')}`;
    })
    .join('');
}

async function write(file, name, value, type = 'string') {
  const text = `// Written by scripts/measure-catalog/measure.mjs from what real nginx binaries answered. Not by hand.
/** ${DESCRIPTIONS[name]} */
export const ${name}: ${type} = ${value};
`;
  await writeFile(join(FOLDER, `${file}.ts`), text);
}

const DESCRIPTIONS = {
  MEASURED_VERSIONS:
    'Versions that were asked, oldest first. The tables name them by their place here, from 1.',
  NGINX_DIRECTIVES:
    "Directives of nginx's own modules: `@module versions`, then `name contexts arguments kind [versions]`.",
  MODULE_DIRECTIVES:
    "Directives of third parties' modules in Debian's packages, written like those of nginx.",
  VARIABLES: 'Variables: `@file versions`, then `name http|stream [set] [prefix] [versions]`.',
};

function entry(map, key, make) {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}

function sorted(map) {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}
