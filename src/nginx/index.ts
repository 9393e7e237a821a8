/**
 * The nginx language: read, print and change configurations with every byte kept; know every directive; and
 * what a configuration means, request by request.
 */
export * from './catalog/index.ts';
export * from './model/index.ts';
export * from './syntax/index.ts';
