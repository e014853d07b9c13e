// Sources with switches in them: each mutant is one condition, check or event that is left out while the chain's block
// producer (coinbase) has its number. So all mutants are compiled once, and a run of the tests chooses one of them.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, SETTINGS, solc } from './compile.mjs';

/** Where numbers begin: no test has its blocks from such an address by itself. */
const FIRST = 0x10001;

const SWITCH = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Callable from pure functions: the pointer hides that it looks at the block.
function mutated(uint256 number) pure returns (bool) {
    function(uint256) view returns (bool) looks = isProducer;
    function(uint256) pure returns (bool) blind;
    assembly ("memory-safe") {
        blind := looks
    }
    return blind(number);
}

function isProducer(uint256 number) view returns (bool) {
    return block.coinbase == address(uint160(number));
}
`;

function syntaxTrees() {
  const names = readdirSync(new URL('src/', ROOT)).filter((file) => file.endsWith('.sol'));
  const read = (path) => readFileSync(new URL(path, ROOT), 'utf8');
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(names.map((name) => ['src/' + name, { content: read('src/' + name) }])),
    settings: { evmVersion: SETTINGS.evmVersion, outputSelection: { '*': { '': ['ast'] } } },
  };
  const find = (path) => ({ contents: read(path.startsWith('@') ? 'node_modules/' + path : path) });
  const { sources, errors } = JSON.parse(solc.compile(JSON.stringify(input), { import: find }));
  const wrong = (errors ?? []).filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) throw new Error(wrong.map(({ formattedMessage }) => formattedMessage).join('\n'));
  return sources;
}

function walk(node, visit) {
  if (Array.isArray(node)) {
    node.forEach((child) => walk(child, visit));
  } else if (node && typeof node === 'object') {
    if (node.nodeType) visit(node);
    Object.values(node).forEach((child) => walk(child, visit));
  }
}

const isRevert = (node) =>
  node.nodeType === 'RevertStatement' ||
  (node.nodeType === 'Block' && node.statements.length === 1 && isRevert(node.statements[0]));

const LOGIC = ['&&', '||'];

/** The operands of a && b && c, or of a || b || c. */
function operands(chain) {
  return [chain.leftExpression, chain.rightExpression].flatMap((side) =>
    side.nodeType === 'BinaryOperation' && side.operator === chain.operator ? operands(side) : [side],
  );
}

/** Puts text before and after the bytes that a node stands for. */
class Edits {
  constructor(source) {
    this.source = Buffer.from(source);
    this.at = [];
  }

  around({ src }, before, after) {
    const [start, length] = src.split(':').map(Number);
    this.at.push({ place: start, text: before, opens: true, length }, { place: start + length, text: after, opens: false, length });
  }

  text({ src }) {
    const [start, length] = src.split(':').map(Number);
    return this.source.subarray(start, start + length).toString().replace(/\s+/g, ' ');
  }

  line({ src }) {
    return this.source.subarray(0, Number(src.split(':')[0])).toString().split('\n').length;
  }

  /** A statement's node ends before its semicolon. */
  statement(node, before, after) {
    const [start, length] = node.src.split(':').map(Number);
    const end = this.source.indexOf(';', start + length - 1) + 1;
    this.around({ src: `${start}:${end - start}` }, before, after);
  }

  result() {
    // At one place what ends goes before what begins; of two that begin the outer first, of two that end the inner; of
    // two on the same node the first is the inner.
    const rank = ({ opens, length }, i) => (opens ? [1, -length, -i] : [0, length, i]);
    const sorted = this.at
      .map((edit, i) => ({ ...edit, key: [edit.place, ...rank(edit, i)] }))
      .sort((a, b) => a.key.map((it, i) => it - b.key[i]).find((difference) => difference !== 0) ?? 0);
    let done = 0;
    const parts = [];
    for (const { place, text } of sorted) {
      parts.push(this.source.subarray(done, place), Buffer.from(text));
      done = place;
    }
    return Buffer.concat([...parts, this.source.subarray(done)]).toString();
  }
}

/** Functions that can do nothing but refuse: they change no state, and what they return is not used. */
function checks(trees) {
  const pure = new Set();
  walk(Object.values(trees).map(({ ast }) => ast), (node) => {
    if (node.nodeType === 'FunctionDefinition' && ['pure', 'view'].includes(node.stateMutability)) pure.add(node.id);
  });
  return pure;
}

/** Writes the mutated sources into a folder; returns {number, file, line, kind, code} of each mutant. */
export function writeMutants(folder, wanted) {
  const trees = syntaxTrees();
  const pure = checks(trees);
  const mutants = [];
  for (const [file, { ast }] of Object.entries(trees)) {
    if (!file.startsWith('src/') || !file.includes(wanted)) continue;
    const edits = new Edits(readFileSync(new URL(file, ROOT), 'utf8'));
    const add = (node, kind, code = edits.text(node)) => {
      mutants.push({ number: FIRST + mutants.length, file, line: edits.line(node), kind, code });
      return `mutated(${FIRST + mutants.length - 1})`;
    };
    const condition = (node) => {
      const refuses = isRevert(node.trueBody) && !node.falseBody;
      edits.around(node.condition, '((', `) && !${add(node.condition, refuses ? 'refusal' : 'never')})`);
      if (!refuses) edits.around(node.condition, '(', ` || ${add(node.condition, 'always')})`);
    };
    const inner = new Set();
    const spine = (node) =>
      [node.leftExpression, node.rightExpression]
        .filter((it) => it.nodeType === 'BinaryOperation' && it.operator === node.operator)
        .forEach((it) => {
          inner.add(it.id);
          spine(it);
        });
    const chain = (node) => {
      spine(node);
      const [before, sign] = node.operator === '||' ? [' && !', '||'] : [' || ', '&&'];
      operands(node).forEach((it) => edits.around(it, '(', `${before}${add(it, `part of ${sign}`)})`));
    };
    walk(ast, (node) => {
      if (node.nodeType === 'IfStatement') condition(node);
      if (node.nodeType === 'BinaryOperation' && LOGIC.includes(node.operator) && !inner.has(node.id)) chain(node);
      if (node.nodeType === 'EmitStatement') edits.statement(node, `{ if (!${add(node, 'event')}) `, ' }');
      const call = node.nodeType === 'ExpressionStatement' && node.expression;
      if (call?.nodeType === 'FunctionCall' && call.expression.name === 'require') {
        edits.around(call.arguments[0], '((', `) || ${add(call.arguments[0], 'refusal')})`);
      } else if (call?.nodeType === 'FunctionCall' && pure.has(call.expression.referencedDeclaration)) {
        edits.statement(node, `{ if (!${add(node, 'check')}) `, ' }');
      }
    });
    const text = edits.result();
    const marked = text.includes('mutated(') ? text.replace(/^(pragma [^;]*;)/m, '$1\nimport {mutated} from "./Mutated.sol";') : text;
    writeFileSync(join(folder, file), marked);
  }
  writeFileSync(join(folder, 'src/Mutated.sol'), SWITCH);
  return mutants;
}

/** The test files that see a source, by their imports and those of what they import. */
export function testsOf(file) {
  const names = readdirSync(new URL('test/', ROOT)).filter((name) => name.endsWith('.sol'));
  const imports = (path) =>
    [...readFileSync(new URL(path, ROOT), 'utf8').matchAll(/from "(\.[^"]*)"/g)].map(
      ([, to]) => new URL(to, new URL(path, 'file:///')).pathname.slice(1),
    );
  const seen = (path, known = new Set()) => {
    if (!known.has(path)) {
      known.add(path);
      imports(path).forEach((next) => seen(next, known));
    }
    return known;
  };
  return names.filter((name) => name.endsWith('.t.sol') && seen('test/' + name).has(file)).map((name) => 'test/' + name);
}
