import { createRequire } from 'node:module';
import Ajv from 'ajv';

const require = createRequire(import.meta.url);
/** The standard's own schema. */
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
// It is of draft 4, which Ajv knows by its meta-schema only.
const ajv = new Ajv({ meta: false, schemaId: 'id', unknownFormats: 'ignore' });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const validate = ajv.compile(schema);

/** What the schema of SARIF 2.1.0 holds against a log; null for nothing. */
export function sarifErrors(log: unknown): readonly object[] | null {
  validate(log);
  return validate.errors ?? null;
}
