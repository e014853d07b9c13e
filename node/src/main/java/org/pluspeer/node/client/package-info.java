/**
 * The running node as another program on this machine sees it: its HTTP API, and how answers are printed. The command
 * line and the demo stand on it, as any script could.
 *
 * <p>It holds no logic of the market and no key.
 */
@NullMarked
package org.pluspeer.node.client;

import org.jspecify.annotations.NullMarked;
