import { Command, CommanderError } from 'commander';
import { checkCommand } from './check-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { EXIT } from './exit-status.ts';
import { explainCommand } from './explain-command.ts';
import { shareSettings } from './help.ts';
import { initCommand } from './init-command.ts';
import { nginxCommand } from './nginx-command.ts';
import { proveCommand } from './prove-command.ts';
import { openTerminal } from './terminal.ts';
import { upCommand } from './up-command.ts';
import { packageVersion } from './version.ts';

const terminal = openTerminal();

const program = new Command('fairlead')
  .description('Makes WebSockets work through nginx, and proves it.')
  .version(packageVersion(), '--version', 'the version of fairlead')
  .usage('<verb> [options]')
  .commandsGroup('Verbs:')
  .addCommand(upCommand(terminal))
  .addCommand(initCommand(terminal))
  .addCommand(doctorCommand(terminal))
  .addCommand(checkCommand(terminal))
  .addCommand(explainCommand(terminal))
  .addCommand(proveCommand(terminal))
  .addCommand(nginxCommand(terminal))
  .addHelpText(
    'after',
    `
Examples:
  fairlead up                            an embedded backend, to see it work
  fairlead up --backend 127.0.0.1:8080   nginx in front of yours, proven
  fairlead check nginx.conf              what is wrong with a configuration, and where
  fairlead doctor nginx.conf wss://…     the file and what runs, one diagnosis
  fairlead prove nginx.conf              what a real nginx does with it, before the deploy
  fairlead up --help                     what a verb does and takes

Exit status: 0 all judged and nothing found, 1 findings, 2 could not run.`,
  );

shareSettings(program);
program
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = report(error);
  })
  .finally(leave);

function report(error: unknown): number {
  // Commander has printed its own message by now; help and version are no failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.failed;
  const message = error instanceof Error ? error.message : String(error);
  terminal.tell(`fairlead: ${message}`);
  return EXIT.failed;
}

/** Without it Node would wait until V8 has compiled, for later, what never runs again. */
function leave(): void {
  const { stdout, stderr } = process;
  stdout.write('', () => stderr.write('', () => process.exit()));
}
