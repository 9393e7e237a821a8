// Which directives an nginx knows, where it lets them stand, and with how many arguments.
import { AFTER, CONTEXTS, INSIDE } from './contexts.mjs';
import { commandAt, disagreements } from './witness.mjs';

const MOST_ARGUMENTS = 9;
/** A number: as an address it needs no name server, and as a file it does not exist. */
const ARGUMENT = '1';
/** Arguments that lead into the body of the blocks that mind what they get. */
const OPENINGS = [
  '',
  '1',
  '$p',
  '$host',
  '$host $p',
  '1 $p',
  'utf-8 koi8-r',
  '($host)',
  'GET',
  '/p',
];

/**
 * Asks about each candidate in each context. `lines` are in front of the configuration, `contexts`
 * are those that exist with them, `isKnownAlready(name, context)` leaves out what other modules bring.
 */
export async function measureDirectives({
  prober,
  lines,
  contexts,
  candidates,
  commands,
  isKnownAlready,
}) {
  const text = (context, directive) => `${lines}${CONTEXTS[context]}${directive}`;
  const ask = async (questions) => {
    const answers = await prober.ask(
      questions.map(({ context, directive }) => text(context, directive)),
    );
    return questions.map((question, i) => ({ ...question, answer: answers[i] }));
  };
  const names = await knownNames(ask, [...candidates].sort());
  const placed = await placesOf(ask, names, contexts, isKnownAlready);
  await countArguments(ask, placed);
  await lookInside(
    ask,
    placed.filter(({ block }) => block),
  );
  const problems = [];
  for (const place of placed) {
    place.module = commandAt(commands, place.name, place.context)?.module;
    problems.push(...disagreements(commands, place.name, place.context, place));
    // Mostly a module that complains in its own way; a crash would show here too.
    if (place.strange) problems.push(`${place.name} in ${place.context}: ${place.strange}`);
  }
  problems.push(...refusedByTables(commands, placed, contexts, isKnownAlready));
  return { placed, problems };
}

async function knownNames(ask, candidates) {
  const answers = await ask(
    candidates.map((name) => ({ name, context: 'main', directive: `${name};\n${AFTER};\n` })),
  );
  return answers
    .filter(({ name, answer }) => answer !== `unknown directive "${name}"`)
    .map(({ name }) => name);
}

async function placesOf(ask, names, contexts, isKnownAlready) {
  const questions = names.flatMap((name) =>
    contexts
      .filter((context) => !isKnownAlready(name, context))
      .map((context) => ({ name, context, directive: `${name};\n${AFTER};\n` })),
  );
  return (await ask(questions))
    .filter(({ name, answer }) => answer !== `"${name}" directive is not allowed here`)
    .map(({ name, context, answer }) => ({
      name,
      context,
      block: answer === `directive "${name}" has no opening "{"`,
    }));
}

async function countArguments(ask, placed) {
  const questions = placed.flatMap((place) =>
    Array.from({ length: MOST_ARGUMENTS + 1 }, (_, count) => {
      const words = [place.name, ...Array(count).fill(ARGUMENT)].join(' ');
      const directive = place.block ? `${words} {\n${INSIDE};\n` : `${words};\n${AFTER};\n`;
      return { place, count, context: place.context, directive };
    }),
  );
  for (const place of placed) Object.assign(place, { counts: [], flag: false, body: undefined });
  for (const { place, count, answer } of await ask(questions)) {
    if (answer === `invalid number of arguments in "${place.name}" directive`) continue;
    place.counts.push(count);
    if (/it must be "on" or "off"$/.test(answer)) place.flag = true;
    if (answer.startsWith('??')) place.strange = answer;
  }
}

/** Whether a block holds directives; what holds none has a language of its own. */
async function lookInside(ask, blocks) {
  const questions = blocks.flatMap((place) =>
    OPENINGS.map((words) => ({
      place,
      context: place.context,
      directive: `${place.name} ${words} {\n${INSIDE} 1 2 3;\n`,
    })),
  );
  for (const { place, answer } of await ask(questions)) {
    place.body ??= 'own';
    if (answer === `unknown directive "${INSIDE}"`) place.body = 'directives';
  }
}

function refusedByTables(commands, placed, contexts, isKnownAlready) {
  const found = new Set(placed.map(({ name, context }) => `${name} ${context}`));
  return commands.flatMap(({ name }) =>
    contexts
      .filter((context) => !found.has(`${name} ${context}`) && !isKnownAlready(name, context))
      .flatMap((context) => disagreements(commands, name, context, undefined)),
  );
}
