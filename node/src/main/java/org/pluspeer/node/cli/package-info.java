/**
 * The command line: {@code peer <noun> <verb>}, {@code --json} on each. Apart from those that start or make something,
 * the commands talk to the running node through its HTTP API and hold no logic of their own.
 *
 * <p>Exit statuses: 0 ok, 1 failed, 2 usage, 3 refused by your rules, 4 not found, 5 locked or not allowed, 6 network or
 * chain unavailable, 7 timed out or pending, 8 storage, 130 interrupted.
 */
@NullMarked
package org.pluspeer.node.cli;

import org.jspecify.annotations.NullMarked;
