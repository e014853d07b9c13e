/**
 * The chain: asking it, following it, sending to it, and running a small one of our own.
 *
 * <ul>
 *   <li>{@link org.pluspeer.node.chain.ChainClient} asks a chain's node over JSON-RPC, by HTTP or a WebSocket. Whatever it
 *       cannot get, it says in one coded sentence; what one node said is checked for form, never for truth.
 *   <li>{@link org.pluspeer.node.chain.FailoverChain} asks several nodes of one chain: reads from one, goes over to the
 *       next, names those that lag or lie, and has two agree on what cannot be undone
 *       ({@link org.pluspeer.node.chain.FinalReads}).
 *   <li>{@link org.pluspeer.node.chain.Exchange} and {@link org.pluspeer.node.chain.Tokens} read the contract and the
 *       tokens that are paid with; {@link org.pluspeer.node.chain.ExchangeCalls} is what is sent to the contract.
 *   <li>{@link org.pluspeer.node.chain.ChainFollower} tells what the contract wrote, and what a reorganisation took back.
 *   <li>{@link org.pluspeer.node.chain.TransactionDesk} sends the account's transactions, each once, and sees them through:
 *       policy, journal, signature, chain, in this order.
 *   <li>{@link org.pluspeer.node.chain.LocalChain} runs the bundled chain, play money on this machine only, and
 *       {@link org.pluspeer.node.chain.PlayChain} is what can be done on it: a faucet, contracts in their places, a clock
 *       that can be moved.
 *   <li>{@link org.pluspeer.node.chain.DeployContracts} puts the contracts at their addresses, on any chain.
 * </ul>
 *
 * <p>No type of web3j leaves this package. Nothing here decides what to buy, sell or complain about, and nothing reads
 * the wall clock to judge a deadline: time is the head block's.
 */
@NullMarked
package org.pluspeer.node.chain;

import org.jspecify.annotations.NullMarked;
