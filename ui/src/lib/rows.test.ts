import { describe, expect, it } from 'vitest';
import { guessColumns, mediaTypeOf, rowsOf, rowsOfJson, splitCells } from './rows';

const csv = { mediaType: 'text/csv', fileName: 'a.csv', size: 1000, columns: ['a', 'b'] };

describe('cells', () => {
  it('reads quotes, doubled quotes and line ends inside them', () => {
    expect(splitCells('a,"b, ""c""\nd"\r\n1,2\n', ',')).toEqual([['a', 'b, "c"\nd'], ['1', '2']]);
  });
  it('keeps empty cells', () => {
    expect(splitCells(',\n', ',')).toEqual([['', '']]);
  });
});

describe('a sample of lines', () => {
  it('takes its head from the start of the file and drops the cut last line', () => {
    const rows = rowsOf({ text: 'x,y\n1,2\n3,', offset: 0, bytes: 10 }, csv);
    expect(rows).toEqual({ columns: ['x', 'y'], rows: [['1', '2']] });
  });
  it('drops a cut first line in the middle and takes its head from the schema', () => {
    const rows = rowsOf({ text: 'cut,9\n1,2\n3,4\n5', offset: 500, bytes: 16 }, csv);
    expect(rows).toEqual({ columns: ['a', 'b'], rows: [['1', '2'], ['3', '4']] });
  });
  it('keeps the last line at the end of the file', () => {
    const rows = rowsOf({ text: 'cut\n1,2', offset: 990, bytes: 10 }, csv);
    expect(rows?.rows).toEqual([['1', '2']]);
  });
  it('shows no table where there are no lines', () => {
    expect(rowsOf({ text: 'nothing here', offset: 500, bytes: 12 }, csv)).toBeUndefined();
    expect(rowsOf({ text: 'a,b\n1,2\n', offset: 0, bytes: 8 }, { ...csv, mediaType: 'text/plain', fileName: 'a.txt' }))
      .toBeUndefined();
  });
});

describe('a sample of JSON', () => {
  it('finds the whole objects in a cut array', () => {
    const rows = rowsOfJson('": 4}, {"a": 1, "b": "x}y"}, {"a": 2, "c": null}, {"a": 3');
    expect(rows).toEqual({ columns: ['a', 'b', 'c'], rows: [['1', 'x}y', ''], ['2', '', '']] });
  });
  it('shows no table without one', () => {
    expect(rowsOfJson('[1, 2, 3]')).toBeUndefined();
  });
});

describe('a file about to be sold', () => {
  it('gets its columns and their likely types', () => {
    expect(guessColumns('id,when,km,note\n1,2024-01-02,3.5,a\n2,2024-01-03,4,\n', ',')).toEqual([
      { name: 'id', type: 'integer' },
      { name: 'when', type: 'date' },
      { name: 'km', type: 'number' },
      { name: 'note', type: 'text' },
    ]);
  });
  it('gets its media type from its name first', () => {
    expect(mediaTypeOf('Birds.CSV', '')).toBe('text/csv');
    expect(mediaTypeOf('x.bin', '')).toBe('application/octet-stream');
    expect(mediaTypeOf('x.png', 'image/png')).toBe('image/png');
  });
});
