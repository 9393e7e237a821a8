import { Command, Option } from 'commander';
import type { UpOptions } from '../verbs/up.ts';
import {
  addDeploymentOptions,
  DEPLOYMENT_NOTES,
  type DeploymentFlags,
  settingsOf,
} from './deployment-options.ts';
import type { Terminal } from './terminal.ts';

interface UpFlags extends DeploymentFlags {
  readonly nginx?: string;
  readonly once?: boolean;
  readonly format: 'text' | 'json';
}

const NOTES = `${DEPLOYMENT_NOTES}
Without --backend, a backend of two nodes is started too, with a page to open.
While it runs: Ctrl-C ends it, SIGHUP reads the settings again, SIGUSR2 opens the logs anew.

Examples:
  fairlead up
  fairlead up --backend 127.0.0.1:8080 --tls cert.pem,key.pem --server-name ws.example.com --path /ws/
  fairlead up --backend 127.0.0.1:8080 --heartbeat 25s --hop alb,60s,10.0.0.0/8
  fairlead up --once --format json`;

/** `fairlead up`. */
export function upCommand(terminal: Terminal): Command {
  const command = new Command('up')
    .summary('nginx in front of a backend, right, and proven')
    .description(
      'Runs nginx in front of a backend, right for WebSockets and plain HTTP, and proves it.',
    );
  return addDeploymentOptions(command)
    .option('--nginx <path|version>', 'default: the one found, or fetched')
    .option('--once', 'prove and leave: 0 all holds, 1 findings')
    .addOption(
      new Option('--format <text|json>', 'of the answer; default: text')
        .choices(['text', 'json'])
        .default('text'),
    )
    .addHelpText('after', NOTES)
    .action(async (flags: UpFlags) => {
      const options: UpOptions = {
        settings: settingsOf(flags),
        configFile: flags.config,
        nginx: flags.nginx,
      };
      // Loaded only here: `--help` should not wait for what it does not need.
      const { runUp } = await import('./run-up.ts');
      process.exitCode = await runUp({
        options,
        once: flags.once === true,
        format: flags.format,
        terminal,
      });
    });
}
