// Asks `nginx -t` thousands of questions. nginx stops at the first error, so that one question is one
// process; a shell starts them, which costs a fraction of what a start from Node does.
import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BATCH = 100;
const AT_ONCE = 2;

/** An nginx to ask. `acceptsLog` is whether it knows `-e`, as versions since 1.19.5 do. */
export function createProber({ command, acceptsLog, folder }) {
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    /** The first error of each configuration, without its place; '' where there is none. */
    async ask(configurations) {
      asked += configurations.length;
      const answers = [];
      const batches = [];
      for (let i = 0; i < configurations.length; i += BATCH) batches.push(i);
      const work = async (worker) => {
        for (let start = batches.shift(); start !== undefined; start = batches.shift()) {
          const batch = configurations.slice(start, start + BATCH);
          const said = await askBatch(
            { command, acceptsLog },
            join(folder, `ask-${worker}`),
            batch,
          );
          said.forEach((answer, i) => {
            answers[start + i] = answer;
          });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, (_, worker) => work(worker)));
      return answers;
    },
  };
}

async function askBatch({ command, acceptsLog }, folder, configurations) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'logs'), { recursive: true });
  await Promise.all(configurations.map((text, i) => writeFile(join(folder, `${i}.conf`), text)));
  const log = acceptsLog ? ['-e', 'stderr'] : [];
  // The program's own output goes nowhere: modules may print while they are configured.
  const script = `n=$1; shift; i=0; while [ $i -lt $n ]; do echo "@@$i" >&2; "$@" -c "$PWD/$i.conf" >/dev/null; i=$((i+1)); done`;
  const args = ['-c', script, 'sh', String(configurations.length)];
  const nginx = [...command, '-t', '-q', '-p', folder, ...log];
  const text = await stderrOf('nice', ['-n', '19', 'sh', ...args, ...nginx], folder);
  const parts = text.split(/^@@\d+\n/m).slice(1);
  if (parts.length !== configurations.length) {
    throw new Error(
      `asked ${configurations.length} times, answered ${parts.length} times:\n${text.slice(-2000)}`,
    );
  }
  return parts.map((part, i) => firstError(part, configurations[i]));
}

function firstError(text, configuration) {
  const match = /\[(?:emerg|crit)\] (?:\d+#\d+: )?(.*)/.exec(text);
  if (!match) {
    const rest = text.replace(/^nginx: \[(?:alert|warn|notice)\].*\n/gm, '').trim();
    // A crash would otherwise look like an acceptance.
    if (rest !== '') return `?? ${rest.slice(0, 200)} ?? ${configuration.slice(-80)}`;
    return '';
  }
  return match[1].replace(/ in \S+\.conf:\d+$/, '');
}

function stderrOf(program, args, cwd) {
  const { NGINX: _, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
    const chunks = [];
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}
