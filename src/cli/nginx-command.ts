import { Command } from 'commander';
import type { NginxBinary } from '../nginx/process/index.ts';
import { EXIT } from './exit-status.ts';
import type { Terminal } from './terminal.ts';

const NOTES = `
Looked for, in this order: --nginx, FAIRLEAD_NGINX, PATH, the usual places, fetched copies.

Examples:
  fairlead nginx fetch          this system's own, into a folder of ours; no root
  fairlead nginx fetch 1.26.3   a version, from the distribution's suite that has it
  fairlead nginx fetch trixie   what a suite has
  fairlead up --nginx 1.26.3    use it`;

/** `fairlead nginx`. */
export function nginxCommand(terminal: Terminal): Command {
  return new Command('nginx')
    .summary('list, fetch and choose real nginx versions')
    .description('Lists, fetches and chooses real nginx versions.')
    .usage('<verb>')
    .commandsGroup('Verbs:')
    .addHelpText('after', NOTES)
    .addCommand(listCommand(terminal))
    .addCommand(fetchCommand(terminal))
    .addCommand(whichCommand(terminal));
}

function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .description('every nginx here, the one in use first')
    .action(async () => {
      const { nginxList } = await import('../verbs/nginx.ts');
      const all = await nginxList();
      for (const nginx of all) terminal.print(line(nginx));
      if (all.length === 0) await sayNone(terminal);
    });
}

function whichCommand(terminal: Terminal): Command {
  return new Command('which').description('the nginx that `up` takes').action(async () => {
    const { nginxWhich } = await import('../verbs/nginx.ts');
    const nginx = await nginxWhich();
    if (nginx === undefined) return sayNone(terminal);
    terminal.print(line(nginx));
  });
}

function fetchCommand(terminal: Terminal): Command {
  return new Command('fetch')
    .description("fetch the distribution's own, without root")
    .argument('[version-or-suite]', "such as 1.26.3 or trixie; default: this system's own suite")
    .action(async (wanted?: string) => {
      const { nginxFetch } = await import('../verbs/nginx.ts');
      const onProgress = (text: string) => terminal.tell(`  ${terminal.paint('quiet', text)}`);
      terminal.print(line(await nginxFetch({ wanted, onProgress })));
    });
}

function line({ version, origin, executable }: NginxBinary): string {
  return `${version.padEnd(8)}  ${origin.padEnd(11)}  ${executable}`;
}

async function sayNone(terminal: Terminal): Promise<void> {
  const { installHint, readOsRelease } = await import('../nginx/process/index.ts');
  terminal.tell(`There is no nginx here. ${installHint(process.platform, await readOsRelease())}`);
  process.exitCode = EXIT.found;
}
