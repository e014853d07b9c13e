// Prints the creation code of one contract of the tests, for whoever tests against it from another language.
//
//   node tools/bytecode.mjs test/PermitToken.sol PermitToken

import { compile } from './compile.mjs';

const [source, name] = process.argv.slice(2);
process.stdout.write('0x' + compile([source])[source][name].evm.bytecode.object + '\n');
