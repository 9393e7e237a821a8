import type { Argument, Command, Help } from 'commander';

/** Wide enough for every line that we write, so that only a narrower terminal breaks them. */
const WIDEST = 100;

/** How help looks: one line an option, as written, without what commander would add in brackets. */
const LOOK: Partial<Help> = {
  optionDescription: ({ description }) => description,
  subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(term)].join(' '),
};

function term(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
}

/** Puts our way of help and of ending on a command and on all below it; `addCommand` hands none down. */
export function shareSettings(program: Command): Command {
  program
    .helpOption('-h, --help', 'this text')
    .helpCommand(false)
    .configureHelp({ ...LOOK, helpWidth: Math.min(process.stdout.columns ?? WIDEST, WIDEST) })
    // Without it commander ends the process by itself, with a status that means "findings" here.
    .exitOverride();
  for (const command of program.commands) shareSettings(command);
  return program;
}
