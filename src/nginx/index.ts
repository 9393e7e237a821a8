/** The nginx language: read, print and change configurations with every byte kept; know every directive. */
export * from './catalog/index.ts';
export * from './syntax/index.ts';
