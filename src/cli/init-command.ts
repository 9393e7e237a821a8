import { Command } from 'commander';
import {
  addDeploymentOptions,
  DEPLOYMENT_NOTES,
  type DeploymentFlags,
  settingsOf,
} from './deployment-options.ts';
import type { Terminal } from './terminal.ts';

interface InitFlags extends DeploymentFlags {
  readonly nginx?: string;
  readonly output?: string;
  readonly force?: boolean;
}

const NOTES = `${DEPLOYMENT_NOTES}

Examples:
  fairlead init --backend 127.0.0.1:8080 --tls cert.pem,key.pem --server-name ws.example.com --path /ws/
  fairlead init --backend 127.0.0.1:8080 --tls none --nginx 1.30.6 --output nginx.conf`;

/** `fairlead init`. */
export function initCommand(terminal: Terminal): Command {
  const command = new Command('init')
    .summary('write a configuration, and nothing else')
    .description(
      'Writes the nginx.conf that `fairlead up` would run, every line under its reason.',
    );
  return addDeploymentOptions(command)
    .option('--nginx <path|version>', 'for which one; default: that of this machine')
    .option('-o, --output <file>', 'write here; default: stdout')
    .option('--force', 'replace a file that is there')
    .addHelpText('after', NOTES)
    .action(async (flags: InitFlags) => {
      const { init } = await import('../verbs/init.ts');
      const { text, nginx } = await init({
        settings: settingsOf(flags),
        configFile: flags.config,
        nginx: flags.nginx,
      });
      if (flags.output === undefined) {
        process.stdout.write(text);
        return;
      }
      const { writeWhole } = await import('./write-whole.ts');
      await writeWhole(flags.output, text, flags.force === true);
      terminal.tell(
        `${flags.output} is written for nginx ${nginx}. Try it: nginx -t -c "$PWD/${flags.output}"`,
      );
    });
}
