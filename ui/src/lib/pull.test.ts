import { expect, it } from 'vitest';
import { Pull } from './pull';

function pulling() {
  const asked: { answer: (data: string) => void; fail: () => void; signal: AbortSignal }[] = [];
  const told: string[] = [];
  const pull = new Pull<string>(
    (signal) => new Promise((answer, reject) => asked.push({ answer, fail: () => reject(new Error('no')), signal })),
    (data) => told.push(data),
    () => told.push('failed'),
  );
  const end = async (at: number, data?: string) => {
    if (data === undefined) asked[at]?.fail();
    else asked[at]?.answer(data);
    await new Promise((done) => setTimeout(done));
  };
  return { asked, told, pull, end };
}

it('lets an answer in however often it is asked for again meanwhile, and then asks once more', async () => {
  const { asked, told, pull, end } = pulling();
  pull.anew();
  for (let i = 0; i < 5; i++) pull.again();
  expect(asked.length).toBe(1);
  await end(0, 'older');
  expect(asked.length).toBe(2);
  await end(1, 'newer');
  expect(told).toEqual(['older', 'newer']);
  expect(asked.length).toBe(2);
});

it('gives up what is on its way when the question is another', async () => {
  const { asked, told, pull, end } = pulling();
  pull.anew();
  pull.again();
  pull.anew();
  expect(asked[0]?.signal.aborted).toBe(true);
  await end(0, 'of the first');
  await end(1, 'of the second');
  expect(told).toEqual(['of the second']);
  expect(asked.length).toBe(2);
});

it('can ask again after a failure, and asks nothing once it is stopped', async () => {
  const { asked, told, pull, end } = pulling();
  pull.again();
  await end(0);
  pull.again();
  await end(1, 'here');
  pull.stop();
  pull.again();
  expect(told).toEqual(['failed', 'here']);
  expect(asked.length).toBe(2);
});
