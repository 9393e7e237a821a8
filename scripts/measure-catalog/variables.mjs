// Which variables an nginx knows. It notices an unknown one where its block ends, so that these
// configurations are whole up to there.
import { AFTER } from './contexts.mjs';

const FAMILIES = ['http', 'stream'];
/** The rest of a name that nobody has defined: accepted after a prefix only. */
const UNHEARD_OF = 'fairlead_unheard_of';

/** Asks about each candidate, alone and as a prefix. `families` are those of http and stream that exist. */
export async function measureVariables({ prober, lines, families, candidates, isKnownAlready }) {
  const questions = [...candidates].sort().flatMap((name) =>
    FAMILIES.filter((family) => families.includes(family)).flatMap((family) => {
      const whole = [{ name, family, prefix: false }];
      const prefix = name.endsWith('_') ? [{ name, family, prefix: true }] : [];
      return [...whole, ...prefix].filter((one) => !isKnownAlready(one.name, family, one.prefix));
    }),
  );
  const texts = questions.map(({ name, family, prefix }) => {
    const variable = prefix ? name + UNHEARD_OF : name;
    return `${lines}${family} {\nlog_format p "$${variable}";\n}\n${AFTER};\n`;
  });
  const answers = await prober.ask(texts);
  const known = questions.filter((_, i) => answers[i] === `unknown directive "${AFTER}"`);
  const odd = answers.filter((answer) => !/^unknown (directive|"\w+" variable)/.test(answer));
  await markSettable(prober, lines, known);
  return { known: known.filter(isNoPrefixAlone(known)), odd: [...new Set(odd)] };
}

/** `$http_` itself is accepted as a header without a name; only the prefix says something. */
function isNoPrefixAlone(known) {
  const prefixes = known.filter(({ prefix }) => prefix);
  return ({ name, family, prefix }) =>
    prefix || !prefixes.some((other) => other.family === family && other.name === name);
}

async function markSettable(prober, lines, known) {
  const ones = known.filter(({ family, prefix }) => family === 'http' && !prefix);
  const answers = await prober.ask(
    ones.map(({ name }) => `${lines}http {\nserver {\nset $${name} 1;\n${AFTER};\n`),
  );
  ones.forEach((one, i) => {
    one.settable = answers[i] === `unknown directive "${AFTER}"`;
  });
}
