import { Command } from 'commander';
import type { CheckFlags } from './check-flags.ts';
import { list } from './deployment-options.ts';
import {
  addFacts,
  confArgument,
  configOption,
  failOnOption,
  findingsFormatOption,
  nginxOption,
  nginxVersionOption,
  onlyOption,
  prefixOption,
} from './shared-options.ts';
import type { Terminal } from './terminal.ts';

const NOTES = `
Without CONF it is the configuration that the nginx on this machine would load; "-" reads it, or the
output of nginx -T, from stdin. Without --url every location that proxies and could carry a WebSocket
is judged. One of http: or https: is judged as the plain request that it is, such as for server-sent
events.

What no file can tell may stand in fairlead.config.json too, in the folder of CONF or above it, or here:
  { "heartbeat": "25s", "hops": [{ "name": "alb", "idleTimeout": "60s" }], "tunnels": 50000,
    "nodesNeedSession": true, "nginxVersion": "1.26.3", "failOn": "warning",
    "severities": { "origin": "off", "sticky": "error" }, "baseline": "fairlead-baseline.json" }

A line that is right although a check doubts it says so, on the line or above, with the reason:
  # fairlead-ignore connection-literal: nothing but WebSockets comes here

May be repeated: --url, --hop, --only.

Examples:
  fairlead check                                          of this machine's nginx
  fairlead check sites/nginx.conf --heartbeat 25s --hop alb,60s
  fairlead check nginx.conf --url wss://app.example.com/ws
  fairlead check nginx.conf --fix --dry-run               what --fix would change, as a diff
  nginx -T | fairlead check -                             of a machine that is elsewhere
  fairlead check . --format sarif > fairlead.sarif
  fairlead check . --baseline known.json --update-baseline
  fairlead explain idle-timeout                           what a check is about, with bad and good

Exit status: 0 nothing found, 1 findings at or above --fail-on, 2 could not run.`;

/** `fairlead check`. */
export function checkCommand(terminal: Terminal): Command {
  const command = new Command('check')
    .summary('what is wrong with a configuration, and where; --fix mends it')
    .description(
      'Finds what keeps WebSockets from working in a configuration: the cause, its file and line, what\n' +
        'happens to the user, and what to do.',
    )
    .addArgument(confArgument())
    .optionsGroup('What no file tells:')
    .addOption(list('--url <url>', 'judge the path of this one: wss://app.example.com/ws'));
  return addFacts(command)
    .addOption(nginxOption())
    .addOption(nginxVersionOption())
    .addOption(prefixOption())
    .optionsGroup('What is reported:')
    .addOption(onlyOption())
    .addOption(failOnOption())
    .option('--baseline <file>', 'leave out the findings that this file knows')
    .option('--update-baseline', 'write all findings into that file')
    .addOption(findingsFormatOption())
    .optionsGroup('Mending:')
    .option('--fix', 'write the fixes that change nothing else')
    .option('--fix-unsafe', 'write those, too, that change more than what was found')
    .option('--dry-run', 'print the diff and write nothing')
    .option('--undo <folder>', 'give files back what a fix changed; it prints the folder')
    .optionsGroup('Options:')
    .addOption(configOption())
    .addHelpText('after', NOTES)
    .action(async (conf: string | undefined, flags: CheckFlags) => {
      const { runCheck } = await import('./run-check.ts');
      process.exitCode = await runCheck(conf, flags, terminal);
    });
}
