import { expect, it } from 'vitest';
import { printed, written } from './types.mjs';

it('the types are those of docs/openapi.json: if not, npm run types', async () => {
  expect(written()).toBe(await printed());
});
