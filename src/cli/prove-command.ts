import { Command } from 'commander';
import { list } from './deployment-options.ts';
import type { ProveFlags } from './run-prove.ts';
import {
  addFacts,
  confArgument,
  configOption,
  failOnOption,
  findingsFormatOption,
  onlyOption,
  prefixOption,
} from './shared-options.ts';
import type { Terminal } from './terminal.ts';

const NOTES = `
Without CONF it is the configuration that the nginx on this machine would load; "-" reads it, or the
output of nginx -T, from stdin. It is read, and a copy runs: on private ports of loopback, with
throw-away certificates, before backends of Fairlead's own in the place of yours, and with its timeouts
divided, so that an hour is proven in seconds. --show-sandbox prints what is changed for that.

--nginx takes a path, a version (which is fetched where it is not here), several with commas between
them, or "all" that are here. Of several the oldest is told whole, of the others what differs and why.

What no file can tell may stand in fairlead.config.json too; see fairlead check --help.
May be repeated: --url, --hop, --only.

Examples:
  fairlead prove                                          what this machine's nginx would load
  fairlead prove nginx.conf --url wss://app.example.com/ws
  fairlead prove nginx.conf --heartbeat 25s --hop alb,60s --tunnels 50000
  fairlead prove nginx.conf --nginx 1.22.1,1.30.6         what breaks when I upgrade?
  nginx -T | fairlead prove -                             of a machine that is elsewhere
  fairlead prove nginx.conf --only idle-timeout           one check
  fairlead prove nginx.conf --format junit > prove.xml    in CI; github annotates the lines
  fairlead prove nginx.conf --show-sandbox                what is changed for the sandbox, as a diff

Exit status: 0 nothing found, 1 findings at or above --fail-on, 2 could not run; ended by a signal,
128 and its number.`;

/** `fairlead prove`. */
export function proveCommand(terminal: Terminal): Command {
  const command = new Command('prove')
    .summary('what a real nginx does with a configuration, before the deploy')
    .description(
      'Runs a configuration in a sandbox, under a real nginx, and judges every check by what happens\n' +
        'there, from outside and from inside at once. Nothing of this machine is touched.',
    )
    .addArgument(confArgument())
    .optionsGroup('What is proven:')
    .addOption(list('--url <url>', 'wss://app.example.com/ws; default: all that carry WebSockets'))
    .option('--nginx <which>', 'a path, 1.30.6, 1.22.1,1.30.6 or all; default: the one found')
    .addOption(prefixOption())
    .option('--trust-code', 'run its modules, Lua and njs too; nothing confines what they do')
    .optionsGroup('What no file tells:');
  return addFacts(command)
    .optionsGroup('What is reported:')
    .addOption(onlyOption())
    .addOption(failOnOption())
    .addOption(findingsFormatOption())
    .option('--show-sandbox', 'print what is changed for the sandbox, and nothing else')
    .optionsGroup('Options:')
    .addOption(configOption())
    .addHelpText('after', NOTES)
    .action(async (conf: string | undefined, flags: ProveFlags) => {
      const { runProve } = await import('./run-prove.ts');
      process.exitCode = await runProve(conf, flags, terminal);
    });
}
