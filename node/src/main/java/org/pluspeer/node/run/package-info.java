/**
 * Who works when: one mailbox for each purchase, sale or other thing with a history, the turn that decides, records and
 * only then acts, the errands that carry effects out until they are no longer wanted, and how a history is written into
 * the journal.
 *
 * <p>The only room that picks a thread or waits for a time. It knows nothing of money, peers or chains, and decides
 * nothing: a failed errand is tried again, never given up, because giving up is a decision.
 */
@NullMarked
package org.pluspeer.node.run;

import org.jspecify.annotations.NullMarked;
