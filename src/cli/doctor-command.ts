import { Command, Option } from 'commander';
import type { DoctorFlags } from './run-doctor.ts';
import {
  addFacts,
  confArgument,
  configOption,
  failOnOption,
  nginxOption,
  nginxVersionOption,
  prefixOption,
} from './shared-options.ts';
import type { Terminal } from './terminal.ts';

const NOTES = `
Without any of them it is the configuration that the nginx on this machine would load. A URL is probed
by a few handshakes from here; what only a backend or nginx itself could tell is named as not looked at.
Logs are not read yet.

Examples:
  fairlead doctor nginx.conf wss://app.example.com/ws    is it the file, or what runs?
  fairlead doctor nginx.conf wss://app.example.com/ws --heartbeat 25s --hop alb,60s
  fairlead doctor wss://app.example.com/ws               from outside alone
  nginx -T | fairlead doctor - wss://app.example.com/ws

Exit status: 0 nothing found, 1 findings at or above --fail-on, 2 could not run.`;

/** `fairlead doctor`. */
export function doctorCommand(terminal: Terminal): Command {
  const command = new Command('doctor')
    .summary('a configuration and a live address, one diagnosis')
    .description(
      'Joins what a configuration and live addresses show into one diagnosis: the likeliest cause, what\n' +
        'both agree on, and what they disagree on.',
    )
    .usage('[options] [CONF] [URL...]')
    .addArgument(confArgument())
    .argument('[url...]', 'such as wss://app.example.com/ws')
    .option('--insecure', 'go on where a certificate is not trusted')
    .optionsGroup('What no file tells:');
  return addFacts(command)
    .addOption(nginxOption())
    .addOption(nginxVersionOption())
    .addOption(prefixOption())
    .optionsGroup('Options:')
    .addOption(failOnOption())
    .addOption(new Option('--format <text|json>', 'default: text').choices(['text', 'json']))
    .addOption(configOption())
    .addHelpText('after', NOTES)
    .action(async (conf: string | undefined, urls: string[], flags: DoctorFlags) => {
      const { runDoctor } = await import('./run-doctor.ts');
      const given = conf === undefined ? [] : [conf, ...urls];
      process.exitCode = await runDoctor(given, flags, terminal);
    });
}
