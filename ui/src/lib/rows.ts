/** Rows out of a piece of a file. A sample is a block from anywhere in it, so its first and last lines are often cut. */

import type { Column } from './types';

export type Rows = { columns: string[]; rows: string[][] };
type Piece = { text: string; offset: number; bytes: number };
type Whole = { mediaType: string; fileName: string; size: number; columns: string[] };

const MOST_COLUMNS = 40;
const MOST_ROWS = 30;

export function rowsOf(piece: Piece, whole: Whole): Rows | undefined {
  if (/json/i.test(whole.mediaType) || /\.(json|jsonl|ndjson|geojson)$/i.test(whole.fileName)) {
    return rowsOfJson(piece.text);
  }
  const separator = separatorOf(whole.mediaType, whole.fileName);
  return separator === undefined ? undefined : rowsOfLines(piece, whole, separator);
}

export function separatorOf(mediaType: string, fileName: string): ',' | '\t' | undefined {
  if (/tab-separated/i.test(mediaType) || /\.tsv$/i.test(fileName)) return '\t';
  if (/csv/i.test(mediaType) || /\.csv$/i.test(fileName)) return ',';
  return undefined;
}

function rowsOfLines(piece: Piece, whole: Whole, separator: string): Rows | undefined {
  const first = piece.offset === 0;
  const last = piece.offset + piece.bytes >= whole.size;
  const start = first ? 0 : piece.text.indexOf('\n') + 1;
  const end = last ? piece.text.length : piece.text.lastIndexOf('\n') + 1;
  const lines = splitCells(piece.text.slice(start, end), separator).filter((cells) => cells.length > 1 || cells[0]);
  const columns = first ? (lines.shift() ?? []) : whole.columns;
  const width = columns.length || (lines[0]?.length ?? 0);
  const rows = lines.filter((cells) => cells.length === width).slice(0, MOST_ROWS);
  if (rows.length === 0 || width === 0 || width > MOST_COLUMNS) return undefined;
  return { columns: columns.length > 0 ? columns : Array.from({ length: width }, (_, i) => `${i + 1}`), rows };
}

/** RFC 4180: quotes around a cell, doubled inside it. */
export function splitCells(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') cell += text[i++];
      else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === separator) {
      row.push(cell);
      cell = '';
    } else if (c === '\n') {
      row.push(cell.endsWith('\r') ? cell.slice(0, -1) : cell);
      rows.push(row);
      row = [];
      cell = '';
    } else cell += c;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** The whole flat objects in a piece of JSON or of JSON lines, wherever it was cut. */
export function rowsOfJson(text: string): Rows | undefined {
  const objects = wholeObjects(text).slice(0, MOST_ROWS);
  const columns = [...new Set(objects.flatMap((object) => Object.keys(object)))].slice(0, MOST_COLUMNS);
  if (columns.length === 0) return undefined;
  return { columns, rows: objects.map((object) => columns.map((column) => cellOf(object[column]))) };
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function wholeObjects(text: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  for (const match of text.matchAll(/\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/g)) {
    try {
      found.push(JSON.parse(match[0]) as Record<string, unknown>);
    } catch {
      // A piece that was cut inside a string can look like an object: it is not shown.
    }
  }
  return found;
}

/** Columns with their likely types, from the first lines of a file that somebody is about to sell. */
export function guessColumns(text: string, separator: string): Column[] {
  const [header, ...rows] = splitCells(text.slice(0, text.lastIndexOf('\n') + 1), separator);
  if (header === undefined || header.length < 2 || header.length > MOST_COLUMNS) return [];
  return header.map((name, i) => ({ name: name.slice(0, 80), type: guessType(rows.slice(0, 200).map((row) => row[i])) }));
}

const TYPES: [string, RegExp][] = [
  ['integer', /^[+-]?\d{1,15}$/],
  ['number', /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i],
  ['boolean', /^(true|false|yes|no)$/i],
  ['date', /^\d{4}-\d\d-\d\d([T ].*)?$|^\d{1,2}\/\d{1,2}\/\d{2,4}( .*)?$/],
];

function guessType(cells: (string | undefined)[]): string {
  const filled = cells.filter((cell): cell is string => cell !== undefined && cell !== '');
  if (filled.length === 0) return 'text';
  return TYPES.find(([, pattern]) => filled.every((cell) => pattern.test(cell)))?.[0] ?? 'text';
}

const MEDIA: Record<string, string> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  geojson: 'application/geo+json',
  jsonl: 'application/jsonl',
  ndjson: 'application/x-ndjson',
  txt: 'text/plain',
  md: 'text/markdown',
  xml: 'application/xml',
  pdf: 'application/pdf',
  zip: 'application/zip',
  gz: 'application/gzip',
  parquet: 'application/vnd.apache.parquet',
};

export function mediaTypeOf(fileName: string, said: string): string {
  const ending = fileName.toLowerCase().split('.').pop() ?? '';
  return MEDIA[ending] ?? (said === '' ? 'application/octet-stream' : said);
}
