#!/usr/bin/env node
import { join } from 'node:path';
import { compileLate } from './compile-late.ts';
import { runCompiled } from './compiled-code.ts';

/** The file that the build made of `program.ts` and all that it needs. */
declare const PROGRAM: string;

compileLate();
// The build makes CommonJS of this file, which starts sooner, too.
runCompiled(join(__dirname, PROGRAM));
